### Цех: отчёты, их листы и журнал отчётов.
floor-loading = Загружаем данные цеха
floor-failed = Данные цеха не загрузились
floor-none = Здесь нет рабочих центров
floor-none-more = На ваших площадках нет рабочих центров. Попросите администратора дать вам площадку.
floor-hours = { $hours } ч сегодня
floor-hours-of = { $hours } ч сегодня вместо { $usual } ч
floor-planned = занято { $share } %
floor-more-lines = { $count ->
    [one] Показать ещё { $count } строку
    [few] Показать ещё { $count } строки
   *[many] Показать ещё { $count } строк
}
floor-no-lines = Ничего не запланировано, последний день { $day }
floor-down-until = Простой до { $time }: { $cause }
floor-down-open = Простой до особого сообщения, в плане до { $time }: { $cause }
floor-down-from = Простой с { $from } до { $time }: { $cause }
floor-down-from-open = Простой с { $from } до особого сообщения: { $cause }
floor-orders = Производственные заказы ERP
floor-history = Журнал отчётов
floor-history-none = Отчётов ещё нет
floor-rest = осталось { $rest } из { $planned }
floor-made = годных { $good }, брак { $scrapped }
floor-made-good = годных { $good }
floor-due = на { $day }
floor-state-late = Опаздывает
floor-state-started = В работе
floor-state-waiting = По плану
floor-state-done = Готово
floor-do-output = Выпуск
floor-do-downtime = Простой
floor-do-end = Снова работает
floor-do-hours = Часы
floor-do-reverse = Исправить
floor-only-supervisors = Отчёты подают начальники смен. Вы видите журнал.
floor-good = Годных
floor-scrap = Брак
floor-all = Все { $amount }
floor-is-done = Закончено: больше не будет
floor-save-output = Сообщить: годных { $good }, брак { $scrapped }
floor-clear = Очистить
floor-erase = Удалить последнюю цифру
floor-comma = Десятичный знак
floor-cause = Почему?
floor-cause-breakdown = Поломка
floor-cause-maintenance = Обслуживание
floor-cause-no-material = Нет материала
floor-cause-no-staff = Нет людей
floor-cause-quality = Качество
floor-cause-power = Нет энергии
floor-cause-other = Другое
floor-from = С какого времени?
floor-now = Сейчас
floor-minutes-ago = { $minutes } мин назад
floor-until = До какого времени?
floor-until-open = До особого сообщения
floor-in-hours = { $hours } ч
floor-until-midnight = До конца дня
floor-other-time = Другое время
floor-machines = Сколько машин стоит, всего { $count }
floor-save-downtime = Сообщить о простое
floor-end-question = Снова работает с этой минуты?
floor-save-end = Снова работает
floor-hours-a-day = Часов в день
floor-efficiency = Эффективность, %
floor-first-day = С
floor-last-day = По
floor-save-hours = Сообщить часы
floor-reverse-question = Отозвать этот отчёт?
floor-reverse-more = Он останется в журнале, а всё, что он изменил, вернётся. Затем сообщите верную цифру.
floor-note = Примечание
floor-save-reverse = Отозвать
floor-saved = Сохранено на этом устройстве
floor-waiting =
    { $count ->
        [one] { $count } отчёт ждёт на этом устройстве
        [few] { $count } отчёта ждут на этом устройстве
       *[many] { $count } отчётов ждут на этом устройстве
    }
floor-needs =
    { $count ->
        [one] { $count } отчёт вернулся
        [few] { $count } отчёта вернулись
       *[many] { $count } отчётов вернулись
    }
floor-said-output = Годных { $good }, брак { $scrapped }
floor-said-downtime = Простой
floor-said-end = Снова работает
floor-said-hours = Другие часы
floor-said-reverse = Отозвано
floor-row-output = { $item }: годных { $good }, брак { $scrapped }
floor-row-output-done = { $item }: годных { $good }, брак { $scrapped }, закончено
floor-row-downtime = { $center }: простой с { $from } до { $until }, { $cause }
floor-row-downtime-open = { $center }: простой с { $from } до особого сообщения, { $cause }
floor-row-hours = { $center }: { $hours } ч в день, с { $from } по { $until }
floor-row-efficiency = { $center }: эффективность { $share } %, с { $from } по { $until }
floor-row-by = { $name }, { $time }
floor-row-moved =
    { $count ->
        [one] Из-за этого сдвинулась { $count } строка плана
        [few] Из-за этого сдвинулись { $count } строки плана
       *[other] Из-за этого сдвинулось { $count } строк плана
    }
floor-row-returned =
    { $count ->
        [0] назад не вернулась ни одна
        [one] назад вернулась { $count }
        [few] назад вернулись { $count }
       *[other] назад вернулось { $count }
    }
floor-unplaced = Для этого в плане нет дня. Помогут сверхурочные, другой рабочий центр или более поздний срок
floor-unplaced-lot = { $item }, { $amount } ({ $reference }, { $day })
floor-unplaced-more =
    { $count ->
        [one] и ещё { $count } партия
        [few] и ещё { $count } партии
       *[other] и ещё { $count } партий
    }
floor-row-reversed = Отозвано: { $name }, { $time }
error-report-known = Этот отчёт уже здесь. Дважды ничего не сделано
error-report-period = Конец раньше начала или дни слишком далеко. Исправьте время
error-too-many-machines = В этом рабочем центре машин: { $machines }. Укажите не больше
error-hours-impossible = Укажите часы от 0 до { $most } или эффективность, но не то и другое
error-nothing-reported = Укажите годные или брак либо отметьте, что закончено
error-output-unknown = В плане больше нет такой строки, или заказ закрыт. Посмотрите список ещё раз
error-output-day = { $on } не подходит. Выпуск был сегодня, { $today }, или в последние три месяца
error-downtime-ended = Конец простоя уже известен. Если он неверен, отзовите отчёт
error-already-reversed = Этот отчёт уже отозван. Ничего не изменено
error-stock-used = В партии { $lot } уже нет { $quantity } { $unit }. Сначала исправьте запас в ERP
