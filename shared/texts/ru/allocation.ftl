### Sharing out what is short.
allocation-loading = Смотрим, чего не хватает
allocation-failed = Показать, чего не хватает, нельзя
allocation-shortages = Не хватает на всех
allocation-none = Всего хватает: каждая строка заказа будет к нужному дню
allocation-missing = Не хватает { $amount } с { $day }
allocation-short = не хватает { $amount }
allocation-lines = { $count ->
    [one] { $count } строка заказа
    [few] { $count } строки заказа
   *[other] { $count } строк заказа
}
allocation-lots = { $count ->
    [one] { $count } партия расходует
    [few] { $count } партии расходуют
   *[many] { $count } партий расходуют
}
allocation-drawing = Партии, которым он нужен: { $count }
allocation-plan-follows = Что изменит утверждение в плане
allocation-lot-kept = Начнётся по плану
allocation-made-for = Для { $customer }, заказ { $order }
allocation-made-for-stock = На склад
allocation-draws = расход { $amount }
allocation-starts = Начало: { $parts }
allocation-broken = { $count ->
    [one] { $count } обещание нарушено
    [few] { $count } обещания нарушены
   *[other] { $count } обещаний нарушено
}
allocation-waits = Ждёт решения
allocation-waiting = На решение
allocation-lately = Решено за семь дней
allocation-asked-by = Предлагает { $name }
allocation-asked-by-report = Предложено после отчёта из цеха
allocation-who-gets = Кому сколько
allocation-worse = Позже, чем было бы по плану: { $count }
allocation-better = Раньше, чем было бы по плану: { $count }
allocation-same = Как по плану: { $count }
allocation-outcome-sooner = Раньше обещанного
allocation-outcome-kept = Обещание выполнено
allocation-outcome-part-later = { $count ->
    [one] Часть позже на { $count } день
    [few] Часть позже на { $count } дня
   *[other] Часть позже на { $count } дней
}
allocation-outcome-later = { $count ->
    [one] Позже на { $count } день
    [few] Позже на { $count } дня
   *[other] Позже на { $count } дней
}
allocation-outcome-open = Не всё
allocation-gets = Получит { $parts }
allocation-gets-none = Пока не получит ничего
allocation-promised = обещано { $amount } на { $day }
allocation-class = Класс { $number }
allocation-strategy = Стратегия
allocation-strategy-win = Получить: всё и раньше всех
allocation-strategy-gain = Улучшить: обещание в силе, можно раньше
allocation-strategy-redistribute = Разделить: делит то, что осталось
allocation-strategy-fill = Сохранить: обещание, если можно, не больше
allocation-strategy-lose = Уступить: отдаёт другим
allocation-together = Ждут вместе, потому что заказ уходит в один день
allocation-waits-until = { $order }: { $day }
allocation-by = По какой стратегии
allocation-by-more = Только для этой нехватки. Ответ пересчитывается сразу
allocation-ask = Запросить одобрение
allocation-opened = Ждёт решения начальника смены
allocation-look = Посмотреть
allocation-decided = { $status }, { $name }, { $moment }
allocation-closed = Закрыто { $moment }: нехватки больше нет
allocation-decide-by = решить до { $moment }
allocation-approve = Одобрить и обещать заново
allocation-reject = Отклонить
allocation-rules = Правила компании
allocation-rules-more = Стратегии идут по порядку; внутри одной сначала больший вес, равные веса делят
allocation-by-class = Правил пока нет: всё идёт по классам, сначала первый
allocation-every-family = Все семейства
allocation-family = Семейство
allocation-customer-class = Класс клиентов
allocation-weight = вес { $number }
allocation-weight-of = Вес, от 0 до 100
allocation-weight-number = Вес — целое число от 0 до 100
allocation-keep-rule = Сохранить правило
allocation-rule-kept = Правило сохранено
allocation-rule-removed = Правило удалено
allocation-remove-rule = Удалить правило { $name }
