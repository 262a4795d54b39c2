### Alert rules: what is watched, from when on it is an alert, whose it is.
rule-loading = Загружаются правила
rule-failed = Правила не загрузились
rule-rules = Правила
rule-rules-more = Новое правило выключено. Посмотрите, что оно сделало бы, и включите.
rule-none = Правил пока нет.
rule-new = Новое правило
rule-name = Название правила сигнала
rule-watched = За чем следить
rule-watched-stock = Запас
rule-watched-kpi = Показатель
rule-watched-promise = Обещанная дата
rule-watched-capacity = Загрузка рабочего центра
rule-watched-forecast = Спрос против прогноза
rule-watched-promotion = Чего не хватит акциям и сезонам
rule-watched-deadline = Срок
rule-kpi = Какой показатель
rule-deadline = Чей срок
rule-deadline-decision = Срок решения
rule-deadline-delivery = Срок поставки
rule-deadline-production = Срок производства
rule-threshold-in = В чём считать
rule-in-absolute = Сама величина
rule-in-target = Доля цели, страхового запаса, прогноза или ожидаемого
rule-in-cover = Дни обеспеченности
rule-in-signal = Контрольный сигнал
rule-way = Сигнал, когда
rule-way-below = ниже порога
rule-way-from = на пороге или выше
rule-side = Сигнал, когда спрос
rule-side-either = отклонился в любую сторону
rule-side-more = выше прогноза
rule-side-less = ниже прогноза
rule-threshold-quantity = Порог, количество
rule-threshold-percent = Порог, проценты
rule-threshold-days = Порог, дни
rule-threshold-hours = Порог, часы
rule-threshold-number = Порог
rule-threshold-signal = Порог, контрольный сигнал
rule-signal-more = Насколько спрос отклоняется в одну сторону, в средних отклонениях. Обычно 4. Нужно шесть периодов.
rule-before = Считается после срока. С минусом предупреждает заранее: −4.
rule-clears-at = Снимается при
rule-periods-days = Дней подряд
rule-periods-weeks = Недель подряд
rule-periods-forecast = Периодов прогноза подряд
rule-severity = Насколько важно
rule-severity-late = Опоздание
rule-severity-risk = Риск
rule-severity-notice = К сведению
rule-site = Площадка правила
rule-every-site = все площадки
rule-family = Семейство
rule-any-family = все семейства
rule-grouping = Что даёт один сигнал
rule-group-each = Каждый случай
rule-group-item = Одно изделие
rule-group-family = Одно семейство
rule-group-customer = Один клиент или поставщик
rule-group-site = Вся площадка
rule-grouped-item = один сигнал на изделие
rule-grouped-family = один сигнал на семейство
rule-grouped-customer = один сигнал на клиента или поставщика
rule-grouped-site = один сигнал на площадку
rule-owner = Ответственный
rule-deputy = Затем, кто видит площадку
rule-second-deputy = И после
rule-hours = Передать без ответа через, часов
rule-time-zone = Часовой пояс ответственного
rule-quiet-from = Тихо с
rule-quiet-until = Тихо до
rule-calendar = Рабочие дни
rule-every-day = каждый день
rule-digest-at = Всё сразу, раз в день в
rule-make = Сохранить и посмотреть за 90 дней
rule-made = «{ $name }» сохранено и выключено. Ниже — что оно сделало бы.
rule-removed = «{ $name }» удалено.
rule-is-on = «{ $name }» теперь следит.
rule-is-off = «{ $name }» выключено. Его сигналы сняты.
rule-look-back = Посмотреть за 90 дней
rule-switch-on = Включить
rule-switch-off = Выключить
rule-close = Закрыть
rule-off = Выключено
rule-standing =
    { $count ->
        [one] { $count } сигнал стоит
        [few] { $count } сигнала стоят
       *[many] { $count } сигналов стоят
    }
rule-quiet-now = Включено, всё в пределах
rule-from = { $what }: от { $value }
rule-below = { $what }: ниже { $value }
rule-of-safety = { $value } страхового запаса
rule-of-target = { $value } цели
rule-of-forecast = { $value } прогноза
rule-of-expected = { $value } от ожидаемого
rule-of-signal = контрольный сигнал { $value }
rule-of-cover = { $value } обеспеченности
rule-in-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
rule-in-hours = { $count } ч
rule-days =
    { $count ->
        [one] { $count } день подряд
        [few] { $count } дня подряд
       *[many] { $count } дней подряд
    }
rule-weeks =
    { $count ->
        [one] { $count } неделю подряд
        [few] { $count } недели подряд
       *[many] { $count } недель подряд
    }
rule-periods =
    { $count ->
        [one] { $count } период подряд
        [few] { $count } периода подряд
       *[many] { $count } периодов подряд
    }
rule-off-forecast-either = Спрос отклонился от прогноза
rule-off-forecast-more = Спрос выше прогноза
rule-off-forecast-less = Спрос ниже прогноза
rule-until = снимается при { $value }
rule-owned-by = Ответственный: { $name }
rule-then = затем { $names }
rule-then-after = без ответа { $hours } ч — { $names }
rule-quiet = тихо { $begin }–{ $end }, { $zone }
rule-works-by = рабочие дни: { $calendar }
rule-digest = всё сразу в { $time }, { $zone }
rule-wish-name = Назовите правило.
rule-wish-owner = Выберите ответственного.
rule-wish-number = Напишите числа или оставьте поле пустым.
rule-wish-threshold = Укажите порог.
rule-wish-quiet = Тихим часам нужны начало и конец.
rule-detection-title = От данных до сигнала
rule-detection-none = За последние { $days } дн. сигналов не было, измерять пока нечего.
rule-detection = За { $days } дн., сигналов: { $alerts }. Половина поднята за { $median }, 95 % за { $most }, все за { $longest }.
rule-detection-told = Ответственные узнали за { $most } (95 %), не считая тихих часов.
rule-over-limit =
    { $count ->
        [one] { $count } сигнал шёл дольше 15 минут
        [few] { $count } сигнала шли дольше 15 минут
       *[many] { $count } сигналов шли дольше 15 минут
    }
rule-within-limit = Ни один не шёл дольше 15 минут
rule-seconds = { $count } с
rule-minutes = { $count } мин
rule-preview-count =
    { $count ->
        [0] С { $from_on } по { $to_on } сигналов не было бы
        [one] { $count } сигнал с { $from_on } по { $to_on }
        [few] { $count } сигнала с { $from_on } по { $to_on }
       *[many] { $count } сигналов с { $from_on } по { $to_on }
    }
rule-preview-watched =
    { $count ->
        [one] просмотрен { $count } случай
        [few] просмотрено { $count } случая
       *[many] просмотрено { $count } случаев
    }
rule-preview-unknown = Об этих днях ничего не известно: то, за чем следит правило, раньше не записывалось. Записывается с этого дня.
rule-preview-known = Известно только с { $on }; до этого ничего не записано.
rule-preview-newest = Показаны последние: { $count }.
rule-past-until = до { $on }
rule-past-stands = ещё стоит
rule-past-several = { $subject } и другие, не больше { $count }
rule-starts = Что оно запускает само
rule-starts-nothing = ничего, только сообщает
rule-starts-production = Своими силами: производство и перемещения
rule-starts-purchase = Закупку
rule-starts-either = Тем способом, каким позицию получают
rule-fill-to-quantity = Пополнить до, количество
rule-fill-to-percent = Пополнить до, процентов
rule-fill-to-days = Пополнить до, дней
rule-rush = Сегодня или завтра, если ждут клиенты класса не ниже
rule-auto-value = Без вопросов на сумму до
rule-lacking-more = Предлагается всё, чего не хватит, как на странице акции или сезона.
rule-auto-more = Только в обычные часы, с обычной поставкой и в свободной зоне, если ни одно правило согласования никого не спрашивает и правило включил кто-то другой. Всё остальное ждёт решения.
rule-started-production = Пополняет до { $level } своими силами
rule-started-purchase = Пополняет до { $level } закупкой
rule-started-either = Пополняет до { $level }
rule-started-lacking-production = Недостающее производится или перемещается
rule-started-lacking-purchase = Недостающее закупается
rule-started-lacking-either = Недостающее производится, перемещается или закупается
rule-rushed = сегодня или завтра для клиентов класса не ниже { $priority }
rule-asks-always = всегда спрашивает
rule-asks-above = спрашивает свыше { $value }
rule-needs-second = спрашивает всегда, пока его не включит кто-то другой
rule-past-starts =
    { $count ->
        [0] Оно не запустило бы ничего
        [one] Оно запустило бы { $count } пополнение на { $value }, из них без вопросов: { $alone }
        [few] Оно запустило бы { $count } пополнения на { $value }, из них без вопросов: { $alone }
       *[other] Оно запустило бы { $count } пополнений на { $value }, из них без вопросов: { $alone }
    }
rule-past-starts-unknown =
    { $count ->
        [one] Для { $count } позиции количество по известным данным не определить
       *[other] Для { $count } позиций количество по известным данным не определить
    }
rule-past-start = { $item }, { $amount }, { $site }, { $value }
rule-past-start-alone = { $item }, { $amount }, { $site }, { $value }, без вопросов
rule-past-starts-more = Что было заказано в те дни, неизвестно и не вычтено.
rule-change = Изменить
rule-changing = Изменить «{ $name }»
rule-save = Сохранить и посмотреть 90 дней
rule-leave = Оставить как есть
rule-changed = Правило «{ $name }» изменено. Ниже то, что оно сделало бы.
rule-wish-fill-to = Укажите, до какого уровня пополнять.
rule-why-day = { $on }: на { $percent } % { $way ->
        [less] меньше прогноза.
       *[more] больше прогноза.
    }
rule-why-week = Неделя с { $on }: на { $percent } % { $way ->
        [less] меньше прогноза.
       *[more] больше прогноза.
    }
rule-why-month = Месяц с { $on }: на { $percent } % { $way ->
        [less] меньше прогноза.
       *[more] больше прогноза.
    }
rule-why-running = Период ещё не закончился.
rule-why-signal = Контрольный сигнал { $signal }.
rule-why-series = Основная часть: { $series }.
