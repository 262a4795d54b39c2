### Рабочие календари
calendar-loading = Загружаем календари
calendar-failed = Календари не загрузились
calendar-none = Здесь нет календаря
calendar-none-more = Календари приходят с импортом. Видны календари ваших площадок.
calendar-week-hours = { $hours } ч в неделю
calendar-nobody = ни один рабочий центр по нему не работает
calendar-no-shift = На неделе нет смен
calendar-moved =
    { $count ->
        [one] Из-за изменения часов сдвинулась { $count } строка плана
        [few] Из-за изменения часов сдвинулись { $count } строки плана
       *[other] Из-за изменения часов сдвинулось { $count } строк плана
    }
calendar-no-day = Особых дней нет
calendar-closed = выходной
calendar-hours = { $hours } ч
calendar-remove = Убрать
calendar-remove-shift = Убрать смену { $day } { $times }
calendar-remove-day = Убрать { $name }, { $day }
calendar-on-days = Дни
calendar-workdays = С понедельника по пятницу
calendar-every-day = Каждый день
calendar-starts = Начало
calendar-ends = Конец
calendar-add-shift = Добавить смену
calendar-other-days = Праздники и особые дни
calendar-from-on = С
calendar-until-on = По
calendar-hours-open = Часов работы, пусто для выходного
calendar-why = Почему
calendar-set-days = Задать эти дни
calendar-new = Новый календарь
calendar-new-more = Он начинается с недели и будущих дней другого или пустым. Пока ему не следует ни один рабочий центр, план не меняется.
calendar-name = Название
calendar-like = Начать как
calendar-empty = Пустой
calendar-add = Добавить календарь
calendar-let-follow = Дать эти часы рабочему центру
calendar-follow = Применить
calendar-wish-center = Выберите рабочий центр
calendar-places = Кто отгружает и принимает в эти дни
calendar-places-more = В дни, закрытые календарём, там ничего не отгружают и не принимают. Календарь без смен закрыт только в праздники.
calendar-let-place = Площадка или поставщик работает в эти дни
calendar-place-set = Назначить
calendar-place-remove = { $place }: отгрузка и приёмка каждый день
calendar-site = { $name }
calendar-supplier = { $name }, поставщик
calendar-wish-place = Выберите площадку или поставщика
calendar-wish-calendar = Назовите календарь
calendar-time-zones = Часовые пояса
calendar-time-zones-more = Дни и смены площадки считаются в её часовом поясе, например Europe/Riga.
calendar-zone-of = Часовой пояс: { $site }
calendar-set-zone-of = Задать часовой пояс: { $site }
calendar-set-zone = Задать
calendar-changed = Изменено. План следует за календарём
calendar-wish-times = Укажите начало и конец смены
calendar-wish-days = Укажите первый день
calendar-wish-hours = Часы: число от 0 до 24
calendar-wish-name = Укажите, почему эти дни особые
error-calendar-moved = Кто-то уже изменил этот календарь. Посмотрите ещё раз
error-shifts-overlap = Две смены накладываются друг на друга
error-calendar-days = Дни должны идти с сегодняшнего, по порядку, не больше года
error-time-zone-unknown = Часового пояса { $time_zone } нет. Пишите, например, Europe/Riga
error-calendar-name = Название { $name } уже занято. Выберите другое
