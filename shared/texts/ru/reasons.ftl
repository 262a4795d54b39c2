### Почему меняется спрос и почему план может или не может за ним пойти.

reasons-customer-request = Просьба клиента
reasons-customer-request-more = Клиенту нужно больше
reasons-customer-request-less = Клиенту нужно меньше
reasons-customer-request-sooner = Клиенту нужно раньше
reasons-customer-request-later = Клиент подождёт
reasons-forecast-change = Новый прогноз
reasons-promotion = Акция
reasons-price = Цена
reasons-price-more = Выгодная цена
reasons-price-less = Цена высока
reasons-price-cancel = Цена высока
reasons-competitor = Конкурент
reasons-competitor-more = Отбили у конкурента
reasons-competitor-less = Ушло к конкуренту
reasons-competitor-cancel = Ушло к конкуренту
reasons-quality = Качество
reasons-quality-less = Претензия к качеству
reasons-quality-cancel = Претензия к качеству
reasons-project-start = Начало проекта
reasons-project-start-more = Проект вырос
reasons-project-start-sooner = Проект начнётся раньше
reasons-project-delay = Проект отложен
reasons-project-delay-less = Проект сократился
reasons-project-delay-cancel = Проект остановлен
reasons-stock-correction = Пересчёт запаса
reasons-stock-correction-more = У клиента мало запаса
reasons-stock-correction-less = У клиента есть запас
reasons-stock-correction-sooner = У клиента мало запаса
reasons-stock-correction-later = У клиента есть запас
reasons-stock-correction-cancel = У клиента есть запас
reasons-payment = Оплата
reasons-payment-less = Нет оплаты
reasons-payment-later = Нет оплаты
reasons-payment-cancel = Нет оплаты
reasons-season = Сезон
reasons-season-more = Строят с запасом
reasons-season-sooner = Сезон начался рано
reasons-season-later = Сезон начался поздно
reasons-other = Другое

reason-capacity-full = { $work_center }: нет мощности с { $from_on } по { $to_on }; нужно { $wanted_hours } ч, есть { $available_hours } ч
reason-capacity-in-pieces = { $work_center }: с { $from_on } по { $to_on } нет цельного места; нужно { $wanted_hours } ч из { $available_hours } ч, остатков дня не хватает на партию
reason-material-short = { $item }: не хватает { $quantity } до { $until_on }
reason-material-lead-time = { $item }: не хватает { $quantity }, новая поставка с { $from_on }
reason-lead-time = { $item }: на изготовление нужно { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}, значит, с { $from_on }
reason-lead-time-of-lot = { $item }: партия { $quantity } занимает { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}, значит, с { $from_on }
reason-lot-maximum = { $item }: за раз делают не больше { $quantity }; партий нужно { $lot_count }, у каждой своя наладка
reason-yield-loss = { $item }: чтобы получить { $quantity } годных, начать нужно { $begun_quantity }
reason-closed-days = { $item }: { $closed_day_count ->
        [one] { $closed_day_count } закрытый день
        [few] { $closed_day_count } закрытых дня
       *[other] { $closed_day_count } закрытых дней
    } на площадке { $site } или у отправителя с { $from_on } по { $until_on }
reason-way-not-yet = { $item }: { $source } поставляет только с { $on }
reason-way-ended = { $item }: { $source } поставляет только по { $on }
reason-frozen-zone = { $site }: период закрыт до { $until_on }
reason-stock-ends = { $item }: { $quantity } на складе годны не позднее { $until_on }
reason-life-too-short = { $item }: { $quantity } на складе годны не позднее { $until_on }, а клиенту после поставки нужно { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}
reason-rounded-to-layer = { $customer } берёт только полные слои: вместо { $asked_quantity } будет { $quantity }
reason-rounded-to-pallet = { $customer } берёт только полные паллеты: вместо { $asked_quantity } будет { $quantity }
reason-pallets-full = { $item }: { $pallet_count ->
    [one] { $pallet_count } полный поддон
    [few] { $pallet_count } полных поддона
   *[other] { $pallet_count } полных поддонов
}
reason-pallet-open = { $item }: { $pallet_count ->
    [0] ни одного полного поддона
    [one] { $pallet_count } полный поддон
    [few] { $pallet_count } полных поддона
   *[other] { $pallet_count } полных поддонов
} и ещё { $quantity }; { $full_quantity } заполнили бы последний
reason-stock-short = { $item }: на { $on } не хватает { $quantity }
reason-stock-covers = { $item }: хватает запаса, свободно { $quantity }
reason-supply-covers = { $item }: хватит с { $reference }, { $on }
reason-frees-stock = { $item }: освободится { $quantity } с { $from_on }
reason-under-way = { $item }: { $quantity } по { $reference } уже в работе на { $on }, отменить нельзя
reason-overtime-cost = { $work_center }: { $hours } ч сверхурочных, { $on }
reason-second-delivery = Перевозка ещё одной поставки
reason-transfer-freight = { $item }: перевозка { $quantity } между площадками
reason-site-freight = Доставка с площадки { $site } дороже
reason-site-freight-saving = Доставка с площадки { $site } дешевле
reason-express-freight = { $item }: экспресс-доставка, { $quantity }
reason-split-freight = { $item }: перевозка второй поставки по { $reference }
reason-other-way-cost = { $item }, { $way }: { $quantity } обойдутся дороже
reason-other-way-saving = { $item }, { $way }: { $quantity } обойдутся дешевле
reason-purchase-fee = { $item }: поставщик удержит часть за { $quantity }
reason-stock-cost = Хранение лишнего запаса
reason-late-cost = Задержка
reason-frees-hours = { $work_center }: освободится { $hours } ч
reason-help-plan-more = Успели бы, если запланировать ещё { $quantity } { $item } на { $on }: место есть
reason-help-unfreeze = Успели бы, если использовать закрытые дни на площадке { $site }
reason-help-more-hours = Ещё { $hours } ч на { $work_center } { $on }, и успели бы
reason-help-sooner-supply = { $item }: если { $reference } придёт на { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} раньше, { $on }, успели бы
reason-help-more-material = Если бы сегодня на складе было ещё { $quantity } { $item }, успели бы
reason-rule-one-delivery = Только одной поставкой: { $quantity }, { $item }, будут { $on } и ждут остального
reason-rule-least-part = { $item }: поставки меньше { $quantity } не бывает, меньшие части ждут
reason-rule-too-late = { $item }: будет { $possible_on }; после { $last_on } слишком поздно, поэтому не обещаем
reason-rule-together = Заказ уходит в один день: { $item } ({ $reference }) будет { $on }
reason-rule-together-open = Заказ уходит в один день, а в плане нет { $item } для { $reference }
