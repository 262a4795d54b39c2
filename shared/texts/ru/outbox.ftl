### Что ещё не отправлено, что вернулось, что отправлено.
outbox-title = Исходящие
outbox-safe = Ничего не пропадёт, даже если выключить телефон.
outbox-needs-you = Нужны вы ({ $count })
outbox-needs-count = ждут вас: { $count }
outbox-waiting = Ждут отправки ({ $count })
outbox-send-now = Отправить
outbox-sent = Отправлено за сутки ({ $count })
outbox-saved-at = { $what }. Сохранено { $time }
outbox-sent-at = { $what }. Отправлено { $time }
outbox-sent-now = { $what }. Отправлено { $time }, сейчас: { $state }
outbox-deferred = Ждёт, пока вы не решите с предыдущей
outbox-more = Что можно сделать
outbox-discard = Удалить
outbox-look = Посмотреть
outbox-export = Сохранить неотправленное в файл
outbox-bring-back = Вернуть работу из файла
outbox-brought-back = { $count ->
    [0] Всё из этого файла уже здесь.
    [one] Из файла вернулось { $count } изменение.
    [few] Из файла вернулись { $count } изменения.
    [many] Из файла вернулось { $count } изменений.
   *[other] Из файла вернулось { $count } изменения.
}
outbox-foreign-file = В этом файле чужая работа, или это не файл неотправленного. Ничего не взято
outbox-unreadable-file = Файл не читается. Выберите тот, чьё имя начинается с lockstep-unsent
outbox-photos = { $count } фото
outbox-photo-here = Фото ещё в телефоне
outbox-all-arrived = Всё дошло
outbox-all-arrived-more = { $count ->
    [one] За сутки отправлено { $count } изменение, в { $time }. Вас ничего не ждёт.
    [few] За сутки отправлены { $count } изменения, последнее в { $time }. Вас ничего не ждёт.
    [many] За сутки отправлено { $count } изменений, последнее в { $time }. Вас ничего не ждёт.
   *[other] За сутки отправлено { $count } изменения, последнее в { $time }. Вас ничего не ждёт.
}
outbox-nothing-yet = За сутки на этом устройстве ничего не записано.
outbox-see-them = Что с ними стало
outbox-kind-request-demand-change = Изменение
outbox-kind-amend-demand-change = Исправленное изменение
outbox-kind-withdraw-demand-change = Отзыв
outbox-kind-decide-proposal = Решение
outbox-kind-record-inquiry = Запрос
outbox-kind-hold-quotation = Удержание
outbox-kind-release-quotation = Освобождение
outbox-kind-order-quotation = Заказ удержанного
outbox-kind-report-downtime = Простой
outbox-kind-end-downtime = Снова работает
outbox-kind-report-hours = Другие часы
outbox-kind-report-output = Выпуск
outbox-kind-reverse-report = Отзыв отчёта
outbox-decided-approve = Утверждено
outbox-decided-amend = Утверждено с правками
outbox-decided-reject = Отклонено
outbox-decided-send-back = Возвращено
outbox-withdrawn = Отозвано
outbox-conflict = Это изменили двое
outbox-conflict-quantity = Количество изменили двое
outbox-conflict-due-on = Дату изменили двое
outbox-refused-plan-has-moved = План изменился после вашего решения
outbox-refused = Отклонено
outbox-refused-frozen-zone = Отклонено: период закрыт
outbox-refused-not-found = Отклонено: больше не ваша зона
outbox-refused-demand-line-closed = Отклонено: строка закрыта
outbox-refused-already-decided = Кто-то решил раньше вас
outbox-refused-too-large = Слишком велико для отправки
outbox-refused-not-understood = Сервер не смог это прочитать
outbox-refused-unknown = Сервер не назвал причину. Запишите новое изменение или сохраните файл для поддержки.
outbox-which-quantity = Какое количество верно?
outbox-which-due-on = Какая дата верна?
outbox-yours = Ваше
outbox-yours-note = { $time }, в телефоне
outbox-somebody = Кто-то другой
outbox-theirs-note = Сейчас на сервере
outbox-before = До обоих
outbox-before-note = Как было
outbox-keep = Оставить { $value }
outbox-choose-one = Выберите одно
outbox-decide-later = Решить позже
outbox-changed-nothing = Ничего не изменилось.
outbox-new-change = Записать новое изменение
outbox-look-again = Посмотреть ещё раз
outbox-let-go = Оставить как есть
outbox-which-is-cancellation = Отменить строку?
outbox-which-is-urgent = Это срочно?
outbox-which-reason = Какая причина верна?
outbox-which-confidence = Насколько это точно?
outbox-which-note = Какую заметку оставить?
outbox-field-quantity = Количество
outbox-field-due-on = Нужная дата
outbox-field-is-cancellation = Отмена
outbox-field-is-urgent = Срочно
outbox-field-reason = Причина
outbox-field-confidence = Уверенность
outbox-field-note = Заметка
outbox-merged = Объединено без вопроса
outbox-merged-mine = { $field }: изменили вы
outbox-merged-theirs = { $field }: изменил кто-то другой
outbox-yes = Да
outbox-no = Нет
outbox-nothing = Нет
outbox-about = { $about }.
