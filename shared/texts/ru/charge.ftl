### One alert: whose it is, what happened to it, what one can do about it.
charge-raised = Поднят { $time }
charge-open = Открыть, о чём он
charge-nobody = Пока ничей.
charge-yours = Ваш с { $time }, { $name }.
charge-owner = Отвечает { $name } с { $time }.
charge-silent = Молчит до { $time }.
charge-cleared = Причины нет с { $time }.
charge-take = Взять себе
charge-snooze-hours =
    { $count ->
        [one] Молчать { $count } час
        [few] Молчать { $count } часа
       *[many] Молчать { $count } часов
    }
charge-snooze-morning = Молчать до завтра, 8:00
charge-snooze-own = Возьмите себе, чтобы отложить.
charge-note-title = Что сделано
charge-note = Что сделано по сигналу
charge-note-save = Записать
charge-hand-on = Передать
charge-to = Кому
charge-word = Сопроводить словом
charge-hand-on-now = Передать сейчас
charge-history = Что было
charge-itself = Lockstep
charge-step-raised = Поднят
charge-step-told = Сообщено: { $other }
charge-step-acknowledged = { $name }: увидено
charge-step-taken = { $name }: взято себе
charge-step-snoozed = { $name }: отложено до { $time }
charge-step-escalated = { $name }: передано — { $other }
charge-step-noted = { $name }: запись
charge-step-cleared = Причины больше нет
