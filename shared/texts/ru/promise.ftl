### Что можно обещать, и как удержать это для клиента.
promise-title = Что можно обещать
promise-ask = Спросить
promise-ask-for = Что можно обещать?
promise-held = Держим для клиентов
promise-which-customer = Для какого клиента?
promise-which-item = Какой материал?
promise-asking = Спрашиваем компанию
promise-firm = Точный ответ
promise-known = Последний известный ответ
promise-offline = Нет связи: это то, что знает телефон. Точный ответ придёт после отправки
promise-options = Что можно сказать
promise-on = { $some } { $day }
promise-more-on = ещё { $some } { $day }
promise-open = без ответа: { $some }
promise-in-days = { $count ->
    [0] сегодня
    [one] через { $count } день
    [few] через { $count } дня
   *[other] через { $count } дней
}
promise-needs-approval = Нужно согласие начальника смены
promise-what-it-takes = Что для этого нужно ({ $count })
promise-none = В пределах горизонта дать нечего
promise-until = Держать до
promise-at-most = не дольше { $time }
promise-until-today = 18:00 сегодня
promise-until-tomorrow = Завтра
promise-until-days = 3 дня
promise-until-week = Неделя
promise-hold = Держать до { $time }
promise-ask-as-change = Запросить как изменение
promise-inquire = Только записать запрос
promise-no-quantity = Введите, сколько нужно
promise-was-held = Держим до { $time }
promise-to-send = Будем держать после отправки
promise-noted = Запрос записан, ничего не держим
promise-released = Освобождено
promise-lapsed = Срок вышел
promise-ordered = Заказано
promise-refused = Не удержано
promise-wanted = { $some } нужно на { $day }
promise-by = Спросил(а) { $name }, { $time }
promise-release = Освободить
promise-order = Клиент заказывает
promise-order-why = Почему заказывают?
promise-see-change = Открыть изменение
promise-ask-again = Спросить ещё раз
promise-gone = На этом телефоне этого больше нет.
promise-last-asked = Недавно спрашивали
promise-shown-firm = на { $time }
