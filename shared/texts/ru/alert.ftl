### Предупреждения одной фразой. Дни, количества и цифры приходят уже написанными.
alert-order-slips =
    { $days ->
        [0] { $customer }: { $item }, { $quantity } — { $promised_on } не в полном объёме
        [one] { $customer }: { $item }, { $quantity } — позже на { $days } день, обещано { $promised_on }
        [few] { $customer }: { $item }, { $quantity } — позже на { $days } дня, обещано { $promised_on }
       *[many] { $customer }: { $item }, { $quantity } — позже на { $days } дней, обещано { $promised_on }
    }
alert-stock-short = { $site }: { $item } — { $on } не хватит { $quantity }
alert-kpi-crossed = { $site }: { $kpi } — за порогом
alert-proposal-overdue = { $customer }, { $item }: решение просрочено
alert-agreement-overdue = { $name }, { $site }: решение просрочено
alert-order-gains = { $customer }: { $quantity } { $item } закреплено на { $possible_on }, нехватка распределена
alert-order-returns = { $customer }: { $quantity } { $item } снова будет раньше, { $possible_on }
alert-supply-overdue =
    { $days ->
        [one] { $supplier }: { $item }, { $quantity } — опоздание { $days } день, заказ { $reference }
        [few] { $supplier }: { $item }, { $quantity } — опоздание { $days } дня, заказ { $reference }
       *[many] { $supplier }: { $item }, { $quantity } — опоздание { $days } дней, заказ { $reference }
    }
alert-rule-stock =
    { $several ->
        [no] { $rule }: { $item }, { $site }, в наличии { $quantity }
       *[yes] { $rule }: { $site }, позиций: { $count }, хуже всего { $item }, в наличии { $quantity }
    }
alert-rule-kpi = { $rule }: { $kpi }, { $site }
alert-rule-promise =
    { $several ->
        [no] { $rule }: { $customer }, заказ { $order }, опоздание { $days } дн.
       *[yes] { $rule }: заказов: { $count }, хуже всего { $customer }, опоздание { $days } дн.
    }
alert-rule-capacity =
    { $several ->
        [no] { $rule }: { $work_center }, { $site }, занято { $percent } % часов
       *[yes] { $rule }: { $site }, рабочих центров: { $count }, больше всего занят { $work_center }, { $percent } %
    }
alert-rule-forecast =
    { $several ->
        [no] { $rule }: { $item }, { $site }: заказано { $quantity }, по прогнозу { $forecast_quantity }
       *[yes] { $rule }: { $site }, позиций: { $count }, сильнее всего { $item }: заказано { $quantity }, по прогнозу { $forecast_quantity }
    }
alert-rule-promotion =
    { $about ->
        [season] { $rule }: { $item }, { $site }: к началу сезона не хватает { $quantity }, нужно к { $on }
       *[promotion] { $rule }: { $name }, { $item } — { $site } — с { $on } недостаёт { $quantity }
    }
alert-rule-decision =
    { $several ->
        [no] { $rule }: { $customer }, { $item }, ждёт решения
       *[yes] { $rule }: { $site }, ждут решения: { $count }, первое — { $customer }, { $item }
    }
alert-rule-delivery =
    { $several ->
        [no] { $rule }: { $supplier }, { $item }, заказ { $reference }, срок { $due_on }
       *[yes] { $rule }: { $site }, поставок: { $count }, первая — { $supplier }, { $item }, срок { $due_on }
    }
alert-rule-production =
    { $several ->
        [no] { $rule }: { $item }, производственный заказ { $reference }, срок { $due_on }
       *[yes] { $rule }: { $site }, производственных заказов: { $count }, первый — { $item }, срок { $due_on }
    }
alert-mail-returned = { $name }: письмо на { $address } вернулось. Пока адрес не исправят, туда ничего не отправляется
alert-supply-declined = { $supplier } не может поставить как просили: { $item }, заказ { $reference }
alert-urgent-stage =
    { $stage ->
        [receipt] Срочный заказ { $number }, { $customer }: подтвердить
        [feasibility] Срочный заказ { $number }, { $customer }: сможем ли изготовить
        [scheduling] Срочный заказ { $number }, { $customer }: поставить в план
        [material] Срочный заказ { $number }, { $customer }: обеспечить материалами
        [making] Срочный заказ { $number }, { $customer }: изготовить
        [packing] Срочный заказ { $number }, { $customer }: упаковать
       *[delivery] Срочный заказ { $number }, { $customer }: доставить
    }
alert-promotion-short = { $name }: { $item } — { $site } — с { $on } не хватает, недостаёт { $quantity }
alert-season-short = { $item }, { $site }: к началу сезона не хватает { $quantity }, нужно к { $on }
alert-season-surplus = { $item }, { $site }: к концу продаж { $on } останется { $quantity }
alert-supply-ends =
    { $item }, { $site }: поставки заканчиваются { $end_on }. Из { $needed_quantity }, нужных потом, не хватит { $quantity } с { $on }; заказать до { $due_on }, срок поставки { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
