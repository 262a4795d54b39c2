### Что видно на заблокированном экране: заголовок до 40 знаков, текст до 110.
push-proposal-waits = Решить до { $time }: { $customer }, { $change }
push-proposal-waits-short = Решить до { $time }: { $change }
push-proposal-waits-plain = Решение ждёт до { $time }
push-adoption-waits = Решить до { $time }: план «{ $name }»
push-allocation-waits = Решить до { $time }: делим { $name }
push-replenishment-waits = Решить до { $time }: пополнить { $name }
push-approved = Утверждено: { $change } для { $customer }
push-approved-plain = Ваше изменение утверждено
push-amended = С поправкой: { $change } для { $customer }
push-amended-plain = Ваше изменение утверждено с поправкой
push-rejected = Ваше изменение отклонено
push-sent-back = Ваше изменение вернули вам
push-asked-approved = Утверждено: { $name }
push-asked-rejected = Отклонено: { $name }
push-asked-sent-back = Возвращено: { $name }
push-asked-withdrawn = Уже хватает: { $name }
push-asked-plain = По вашему запросу принято решение
push-large-approval-plain = Утверждено крупное изменение
push-kpi-crossed = { $kpi }: { $value }, цель { $target }
push-kpi-crossed-plain = Показатель KPI вышел за порог
push-kpi-recovered-plain = Показатель KPI вернулся в норму
push-alert-raised-plain = Новое предупреждение
push-order-slips = { $customer }: заказ сдвинется на { $days }
push-orders-slip =
    { $count ->
        [one] { $count } ваш заказ может сдвинуться
        [few] { $count } ваших заказа могут сдвинуться
       *[many] { $count } ваших заказов могут сдвинуться
    }
push-stock-short = { $item }: не хватит запаса
push-stocks-short =
    { $count ->
        [one] Не хватит запаса: { $count } позиция
        [few] Не хватит запаса: { $count } позиции
       *[many] Не хватит запаса: { $count } позиций
    }
push-supply-overdue = { $supplier }: поставка опаздывает на { $days }
push-supplies-overdue =
    { $count ->
        [one] { $count } поставка опаздывает
        [few] { $count } поставки опаздывают
       *[many] { $count } поставок опаздывают
    }
push-proposal-overdue = Решение просрочено: { $customer }, { $change }
push-agreement-overdue = Решение просрочено: { $name }
push-proposals-overdue =
    { $count ->
        [one] { $count } решение просрочено
        [few] { $count } решения просрочены
       *[many] { $count } решений просрочено
    }
push-test = Lockstep достучался до устройства
push-test-body = Так выглядят сообщения от Lockstep.
push-open-to-see = Откройте Lockstep, чтобы посмотреть.

push-change-to-day = на { $day }
push-change-cancel = отмена
push-change-urgent = срочно
push-body-short-on = { $day } не хватает { $amount }.
push-body-late =
    { $days ->
        [one] Опоздание { $days } день.
        [few] Опоздание { $days } дня.
       *[many] Опоздание { $days } дней.
    }
push-body-carried = Запаса и плана хватает.
push-body-slips =
    { $count ->
        [one] Сдвинется ещё { $count } заказ.
        [few] Сдвинутся ещё { $count } заказа.
       *[many] Сдвинутся ещё { $count } заказов.
    }
push-body-made-late =
    { $count ->
        [one] Опоздает { $count } заказ.
        [few] Опоздают { $count } заказа.
       *[many] Опоздают { $count } заказов.
    }
push-body-way = Лучший выход: { $way }, { $cost }.
push-body-way-free = Лучший выход: { $way }.
push-body-nobody-loses = Никто не пострадает.
push-body-all-on = Всё в { $day }.
push-body-first-on = { $amount } в { $day }, остальное позже.
push-body-chose = Решение ({ $name }): { $way }.
push-body-decided-by = Решение: { $name }.
push-body-said = { $name }: { $reason }.
push-body-about = { $customer }, { $item }.
push-body-value = Сумма { $value }.
push-body-missed =
    { $counted ->
        [one] Срывов за четыре недели: { $missed } из { $counted } строки.
       *[other] Срывов за четыре недели: { $missed } из { $counted } строк.
    }
push-body-beyond = За порогом { $threshold }.
push-body-back = Снова в пределах порога { $threshold }.
push-body-order = { $item }, { $amount }, обещано на { $day }.
push-body-stock = { $site }: { $day } не хватит { $amount }.
push-body-supply = { $item }, { $amount }, заказ { $reference }, срок { $day }.
push-body-waited = Срок был { $time }.

push-action-look = Открыть
push-action-see-why = Почему

push-way-as-asked = как просили
push-way-make-more = произвести больше
push-way-extra-shift = дополнительная смена
push-way-overtime = сверхурочные
push-way-move-other = подвинуть другой заказ
push-way-two-deliveries = две поставки
push-way-later = более поздняя дата
push-way-transfer = перемещение
push-way-make-less = произвести меньше
push-way-move-later = произвести позже
push-way-keep-stock = оставить в запасе
push-way-make-sooner = произвести раньше
push-way-send-sooner = отправить раньше
push-way-send-later = отправить позже
push-way-send-less = отправить меньше
push-way-buy-sooner = закупить раньше
push-way-buy-more = закупить больше
push-way-reduce-purchase = закупить меньше
push-way-cancel-purchase = отменить закупку
push-way-buy-later = закупить позже
push-way-in-part = поставить частично
push-way-as-before = оставить как было
push-way-other = другой выход
push-reason-capacity = мощности заняты
push-reason-material = не хватает материала
push-reason-cost = слишком дорого
push-reason-other-customer = пострадает другой клиент
push-reason-frozen-zone = период закрыт
push-reason-quality = качество
push-reason-needs-more-detail = нужны подробности
push-reason-other = другая причина
push-owner-told = Ваш сигнал: { $name }
push-owner-told-several =
    { $count ->
        [one] { $count } сигнал для вас
        [few] { $count } сигнала для вас
       *[many] { $count } сигналов для вас
    }
push-body-where = { $where }.
push-body-asked-by = Просит { $name }.
push-urgent-receipt = Срочно, { $left }: подтвердить
push-urgent-feasibility = Срочно, { $left }: проверить
push-urgent-scheduling = Срочно, { $left }: поставить в план
push-urgent-material = Срочно, { $left }: материалы
push-urgent-making = Срочно, { $left }: изготовить
push-urgent-packing = Срочно, { $left }: упаковать
push-urgent-delivery = Срочно, { $left }: доставить
push-urgent-late = Срочный { $number } опаздывает: { $stage }
push-body-until = Срок { $time }.
push-body-urgent = { $customer }: { $amount } { $item }.
push-body-has-it = Отвечает { $name }.
push-mentioned = Вас упоминает { $name }
push-mentioned-plain = Вас упомянули
push-thread-moved = { $title }
push-thread-moved-plain = Новости о том, за чем вы следите
