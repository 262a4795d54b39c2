### Решения: список и одно предложение со всем, что нужно для решения
decisions-title =
    { $count ->
        [one] Вас ждёт { $count } решение
        [few] Вас ждут { $count } решения
        [many] Вас ждут { $count } решений
       *[other] Вас ждут { $count } решения
    }
decisions-loading = Загружаем открытые предложения
decisions-loading-one = Загружаем предложение и его последствия
decisions-failed = Решения не загрузились
decisions-failed-one = Это решение не загрузилось
decisions-none = Вас ничего не ждёт
decisions-none-more = Все изменения на ваших площадках решены. Новое появится здесь само.
decisions-to-plan = Посмотреть план
decisions-order = Порядок списка
decisions-soonest = Сначала срочные
decisions-biggest = По влиянию
decisions-in = через { $span }
decisions-over = просрочено на { $span }
decisions-tomorrow = завтра, { $day }
decisions-ways =
    { $count ->
        [one] { $count } вариант
        [few] { $count } варианта
        [many] { $count } вариантов
       *[other] { $count } варианта
    }
decisions-short = Без действий не хватит { $amount }
decisions-late =
    { $count ->
        [one] Без действий опоздание { $count } день
        [few] Без действий опоздание { $count } дня
        [many] Без действий опоздание { $count } дней
       *[other] Без действий опоздание { $count } дня
    }
decisions-slips =
    { $count ->
        [one] Сдвинется ещё { $count } заказ
        [few] Сдвинутся ещё { $count } заказа
        [many] Сдвинутся ещё { $count } заказов
       *[other] Сдвинутся ещё { $count } заказа
    }
decisions-carried = Запаса и плана хватает
decisions-best = { $way }, { $cost }, { $losers }
decisions-loses =
    { $count ->
        [one] теряет { $count } заказ
        [few] теряют { $count } заказа
        [many] теряют { $count } заказов
       *[other] теряют { $count } заказа
    }
decisions-nobody-loses = никто не теряет
decisions-wish-on = { $wish } к { $day }
decisions-until-time = на решение, до { $time }
decisions-plan-moved = План изменился после расчёта.
decisions-plan-moved-more = Цифры по ревизии { $seen }, сейчас { $current }. Ваше решение сверим с планом как он есть.
decisions-status-approved = Утверждено: { $letter }
decisions-status-amended = Утверждено с правкой: { $letter }
decisions-status-rejected = Отклонено
decisions-status-sent-back = Возвращено
decisions-status-withdrawn = Отозвано
decisions-amended = { $after }. В варианте было: { $before }
decisions-decide = Решить
decisions-why = Почему
decisions-stock = Свободный запас по дням, { $unit }
decisions-before = было
decisions-after = станет
decisions-with = с { $letter }
decisions-with-option = вариант { $letter }
decisions-forecast-out = за вычетом прогноза
decisions-as-before = как было
decisions-no-action = без действий
decisions-short-on = нехватка { $quantity } в { $day }
decisions-chart-short = Свободный запас по дням: { $item }. Без действий не хватит { $amount } на { $day }
decisions-chart-kept = Свободный запас по дням: { $item }. Изменение на { $day } обеспечено.
decisions-chart-with = С вариантом { $letter }: { $amount } к { $day }
decisions-load = Загрузка, { $from_on } – { $to_on }
decisions-load-on = Загрузка, { $day }
decisions-of-hours = от доступных часов
decisions-load-said = { $name }: было { $before } %, станет { $after } %.
decisions-without-action = { $share } без действий
decisions-material = Сырьё, низшая точка
decisions-material-name = Сырьё
decisions-above-safety = сверх страхового запаса
decisions-supply = Ближайшая поставка
decisions-enough = хватает
decisions-none-coming = не заказано
decisions-until = до { $reference }, { $day }
decisions-slip-list =
    { $count ->
        [one] Сдвинется ещё { $count } заказ
        [few] Сдвинутся ещё { $count } заказа
        [many] Сдвинутся ещё { $count } заказов
       *[other] Сдвинутся ещё { $count } заказа
    }
decisions-slip =
    { $days ->
        [0] { $customer }, { $amount }
        [one] { $customer }, { $amount }, { $days } день
        [few] { $customer }, { $amount }, { $days } дня
        [many] { $customer }, { $amount }, { $days } дней
       *[other] { $customer }, { $amount }, { $days } дня
    }
decisions-slip-open = { $customer }, { $amount }, без даты
decisions-slip-order = заказ { $reference }, обещан { $day }
decisions-ways-out = Варианты
decisions-recommended = рекомендуется
decisions-gets = Получит { $customer }
decisions-who-loses = Кто теряет
decisions-who-gains = Кто выиграет
decisions-gain = { $customer }: { $amount }, { $from } → { $to }
decisions-gain-new = { $customer }: { $amount }, теперь { $to }
decisions-gain-sooner =
    { $days ->
        [one] { $customer }: { $amount } можно на { $days } день раньше, { $to } вместо { $from }
        [few] { $customer }: { $amount } можно на { $days } дня раньше, { $to } вместо { $from }
       *[other] { $customer }: { $amount } можно на { $days } дней раньше, { $to } вместо { $from }
    }
decisions-highest-load = Загрузка, макс.
decisions-cost = Доп. затраты
decisions-margin = Маржа
decisions-fence = Зона
decisions-was-score = было { $score }
decisions-was-cost = было { $cost }
decisions-score = Балл
decisions-weights = надёжность { $reliability } %, стоимость { $cost } %, скорость { $speed } %
decisions-who-agrees = Кто согласует
decisions-nothing = ничего
decisions-nobody = Никто
decisions-on = { $quantity } к { $day }
decisions-and-more =
    { $count ->
        [one] и ещё { $count }
        [few] и ещё { $count }
        [many] и ещё { $count }
       *[other] и ещё { $count }
    }
decisions-no-load = без рабочих центров
decisions-no-way = Варианты ещё не рассчитаны.
decisions-if-approved = Если утвердить { $letter }
decisions-plan-becomes = План станет ревизией { $revision }
decisions-suppliers-asked =
    { $count ->
        [one] Поставщика по заказу { $orders } спросят через полминуты
        [few] Поставщиков по заказам { $orders } спросят через полминуты
       *[other] Поставщиков по заказам { $orders } спросят через полминуты
    }
decisions-told = Через полминуты сообщим: { $name }
decisions-see-board = Показать на доске плана
decisions-several = Выбрать несколько
decisions-several-stop = Закончить выбор
decisions-several-reason = Почему нет
decisions-several-approve =
    { $count ->
        [0] Утвердить, как предложено
        [one] Утвердить { $count } решение, как предложено
        [few] Утвердить { $count } решения, как предложено
       *[many] Утвердить { $count } решений, как предложено
    }
decisions-earlier = После вашего решения план изменился.
decisions-earlier-seen = Вы видели версию { $seen }, сейчас действует { $current }. Ничего не выполнено.
decisions-earlier-move = { $person }: решение по «{ $item }» для { $customer }
decisions-earlier-revised = { $person }: изменение плана. { $note }
decisions-earlier-then = Когда вы решали
decisions-earlier-now = Сейчас
decisions-earlier-because = Почему
decisions-earlier-revision = версия { $number }, { $time }
decisions-earlier-same = без изменений
decisions-earlier-gone = Этого варианта больше нет. Выберите другой.
decisions-earlier-still-first = { $letter } по-прежнему лучший
decisions-earlier-other-first = Теперь лучший { $letter }
decisions-earlier-more-hours = { $work_center }: работы больше на { $hours } ч
decisions-earlier-fewer-hours = { $work_center }: работы меньше на { $hours } ч
decisions-undo = Отменить
decisions-just-proposal = { $count ->
    [one] Вы решили { $count } изменение.
    [few] Вы решили { $count } изменения.
   *[many] Вы решили { $count } изменений.
    }
decisions-just-adoption = Вы приняли решение по сценарию.
decisions-just-allocation = Вы решили, кому сколько достанется.
decisions-just-replenishment = Вы приняли решение о пополнении.
decisions-undo-left = { $count } с
decisions-undo-more = Наружу ещё ничего не ушло. Решение ещё можно отменить.
decisions-undone = Отменено. Всё как прежде, снаружи никто об этом не узнал.
decisions-more = Показать ещё { $count }
