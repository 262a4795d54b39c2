### How an order line may be delivered.
delivery-how = Как можно поставить
delivery-loading = Узнаём, как можно поставить
delivery-failed = Правила поставки показать нельзя
delivery-holds = Что действует
delivery-any-day = Срок опоздания не ограничен
delivery-late = { $count ->
    [0] В запрошенный день или никак
    [one] Не позже чем через { $count } день после запрошенного
    [few] Не позже чем через { $count } дня после запрошенного
   *[other] Не позже чем через { $count } дней после запрошенного
}
delivery-parts = Можно несколькими поставками
delivery-parts-from = Можно несколькими поставками, каждая не меньше { $amount }
delivery-whole = Только одной поставкой
delivery-together = { $count ->
    [one] Уходит со всем заказом: { $count } открытая строка
    [few] Уходит со всем заказом: { $count } открытые строки
   *[other] Уходит со всем заказом: { $count } открытых строк
}
delivery-apart = Каждая строка уходит, как только готова
delivery-order-together = Заказ уходит в один день
delivery-says-order = Сказано для этого заказа
delivery-says-customer = Правило клиента
delivery-says-nobody = Ничего другого не сказано
delivery-of-order = Для этого заказа
delivery-of-customer = Для всех заказов: { $name }
delivery-no-rule = Без правила
delivery-as-customer = По правилу клиента
delivery-most-days = Дней опоздания, не больше
delivery-in-parts = Несколько поставок
delivery-least = Наименьшая поставка, { $unit }
delivery-least-share = Наименьшая поставка, % строки
delivery-order = Строки заказа
delivery-rounds = Заказанное округляется вверх
delivery-full-layer = До полных слоёв
delivery-full-pallet = До полных паллет
delivery-rounded-layer = Округляется до полных слоёв
delivery-rounded-pallet = Округляется до полных паллет
delivery-not-rounded = Не округляется до слоёв или паллет
delivery-life = Должно храниться после поставки, дней
delivery-lasts = { $count ->
    [one] После поставки хранится ещё { $count } день
    [few] После поставки хранится ещё { $count } дня
    [many] После поставки хранится ещё { $count } дней
   *[other] После поставки хранится ещё { $count } дня
}
delivery-lasts-usable = Достаточно, чтобы при поставке было годно
delivery-keep = Сохранить
delivery-kept = Сохранено. Обещания и предложения это учтут
delivery-number = Дни — целое число; наименьшая поставка — число, доля не больше 100
