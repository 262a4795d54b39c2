promotion-views = Акции и сезоны
promotion-loading = Загружаем акции
promotion-failed = Акции не загрузились
promotion-none = Акций пока нет
promotion-none-more = Запланируйте акцию или загрузите прошлые: чем больше их известно, тем вернее прогноз следующей
promotion-plan = Запланировать акцию
promotion-plan-it = Запланировать
promotion-ask-it = Запросить
promotion-save = Сохранить
promotion-export = Выгрузить в CSV
promotion-fill = Укажите название, оба дня и числа там, где нужны числа
promotion-part-draft = Ждут плановика
promotion-part-running = Идут
promotion-part-planned = Предстоят
promotion-part-over = Завершены
promotion-part-cancelled = Отменены
promotion-status-draft = Ждёт плановика
promotion-status-planned = Запланирована
promotion-status-running = Идёт
promotion-status-over = Завершена
promotion-status-cancelled = Отменена
promotion-days = { $first } – { $last }
promotion-off = скидка { $share }
promotion-at-price = по { $price }
promotion-everywhere = везде
promotion-made-by = Запланировано: { $name }
promotion-add = Добавить…
promotion-take-off = Убрать: { $name }
promotion-needs-customers = Назовите своих клиентов; подтвердит плановик
promotion-field-name = Название
promotion-field-starts-on = Первый день
promotion-field-ends-on = Последний день
promotion-field-discount = Скидка, %
promotion-field-price = Или цена единицы
promotion-field-note = Примечание
promotion-field-items = Изделия
promotion-field-families = Семейства
promotion-field-customers = Только эти клиенты
promotion-field-territories = Только эти территории
promotion-field-sites = Только эти площадки
promotion-field-segments = Только эти группы клиентов
promotion-field-channels = Только эти каналы
promotion-confirm = Подтвердить
promotion-change = Изменить
promotion-cancel = Отменить акцию
promotion-confirmed = Подтверждено, прогноз её учитывает
promotion-cancelled = Отменено, прогноз её не учитывает
promotion-said = Записано, прогноз обновлён
promotion-supply = Хватит ли запаса?
promotion-carried = Запаса и плана хватает на ожидаемый спрос
promotion-short = { $item }, { $site }: не хватает { $quantity }, начиная с { $day }
promotion-by-day = По дням
promotion-to-alert = К предупреждению
promotion-to-plan = К плану
promotion-measured = План и факт
promotion-measured-how = Сколько пришло и сколько пришло бы без акции, по неделям вокруг неё. ± охватывает девять шансов из десяти
promotion-expected = Что ожидается
promotion-shares = Из прироста { $siblings } ± { $siblings_margin } отнято у изделий того же семейства, { $after } ± { $after_margin } куплено впрок
promotion-head-item = Изделие
promotion-head-uplift = Рост
promotion-head-between = 9 шансов из 10
promotion-head-basis = По чему
promotion-head-usual = Без акции
promotion-head-expected = С акцией
promotion-head-siblings = Другие в семействе
promotion-head-after = После
promotion-head-planned = План
promotion-head-came-ratio = Факт
promotion-head-came = Пришло
promotion-head-without = Без акции
promotion-head-gain = Прирост
promotion-head-day = День
promotion-head-expected-until = Ожидается к этому дню
promotion-head-available = Можно получить
promotion-head-missing = Не хватает
promotion-not-over = ещё не закончилось
promotion-basis-person = { $name }
promotion-basis-others = опыт чужих акций
promotion-say = Ожидать другого
promotion-item = Изделие
promotion-all-items = Все изделия
promotion-ratio = Спрос умножить на
promotion-reason = Причина
promotion-say-it = Записать
promotion-as-learned = Считать по опыту
promotion-uplift-fill = Напишите, на сколько умножить спрос, например 1,5
promotion-history = История
promotion-deed-asked = Предложено: { $name }
promotion-deed-planned = Запланировано: { $name }
promotion-deed-confirmed = Подтверждено: { $name }
promotion-deed-changed = Изменено: { $name }
promotion-deed-cancelled = Отменено: { $name }
promotion-deed-uplift = Другое ожидание: { $name }
promotion-deed-uplift-back = Снова по опыту: { $name }
promotion-changed = Изменено, прогноз обновлён
promotion-changed-name = название
promotion-changed-starts-on = первый день
promotion-changed-ends-on = последний день
promotion-changed-discount-ratio = скидка
promotion-changed-price = цена
promotion-changed-item-ids = изделия
promotion-changed-families = семейства
promotion-changed-site-ids = площадки
promotion-changed-scope-ids = территории
promotion-changed-segments = группы клиентов
promotion-changed-customer-ids = клиенты
promotion-changed-channels = каналы
promotion-changed-note = примечание
season-loading = Загружаем сезоны
season-failed = Сезоны не загрузились
season-none = Сезонных изделий нет
season-none-more = Сезонность видна по заказам за два года. Отметить можно любое изделие: откройте его строку в запасах, затем «Сезон»
season-open = Сезон
season-marked = Сезонные и ограниченные
season-found = Продаются по сезону
season-mark-in-season = В сезоне
season-mark-out-of-season = Не сезон
season-mark-not-yet = Ещё не продаётся
season-mark-ended = Продажи окончены
season-kind-seasonal = Сезон { $first } – { $last }
season-kind-limited = Ограниченный выпуск, { $first } – { $last }
season-most = всего { $quantity }
season-strength = сила сезона { $share }
season-strength-peak = сила сезона { $share }, пик: { $month }
season-left-over = останется { $quantity }
season-profile = Год
season-profile-table = По месяцам
season-too-short = Чтобы увидеть сезон, нужны заказы за два года
season-by-family = своей истории мало, показано семейство { $family }
season-runs = сильные месяцы: { $first } – { $last }
season-whole-year = Продаётся круглый год
season-sold = заказано { $quantity }
season-set-by = { $name }, { $at }
season-before = До сезона
season-build = { $site }: к { $day } нужно ещё { $quantity }, начать до { $start }
season-is-ready = { $site }: на { $day } запаса хватает
season-build-facts = за первые четыре недели ожидается { $expected }, есть { $available }
season-after = Что останется
season-left-at = { $site }: на { $day } останется { $quantity }
season-nothing-left = { $site }: ничего не останется
season-left-facts = к тому дню будет { $available }, продать ожидается { $expected }
season-set = Когда продаётся
season-how = Как
season-choice-seasonal = Каждый год в сезон
season-choice-limited = Один раз, ограниченный выпуск
season-first = Первый день
season-last = Последний день
season-quantity = Всего в ограниченном выпуске
season-fades = { $count ->
    [one] спад в последний { $count } день
    [few] спад в последние { $count } дня
   *[other] спад в последние { $count } дней
}
season-ramp = Спад за столько последних дней
season-keep = Сохранить
season-end = Продавать круглый год
season-kept = Записано, следующий прогноз учтёт
season-ended = Записано, снова продаётся круглый год
season-fill = Укажите оба дня; количество и дни спада — числа
promotion-items =
    { $count ->
        [one] { $count } изделие
        [few] { $count } изделия
       *[many] { $count } изделий
    }
promotion-learned =
    { $count ->
        [0] Опыта ещё нет: ожидания — по чужим акциям
        [one] Опыт { $count } акции по изделиям
        [few] Опыт { $count } акций по изделиям
       *[many] Опыт { $count } акций по изделиям
    }
promotion-basis-item =
    { $count ->
        [one] { $count } его акция
        [few] { $count } его акции
       *[many] { $count } его акций
    }
promotion-basis-family =
    { $count ->
        [one] { $count } акция семейства
        [few] { $count } акции семейства
       *[many] { $count } акций семейства
    }
promotion-basis-all =
    { $count ->
        [one] { $count } другая акция здесь
        [few] { $count } другие акции здесь
       *[many] { $count } других акций здесь
    }
error-promotion-empty = Дайте акции название и хотя бы одно изделие или семейство. Ничего не записано
error-promotion-days = Последний день раньше первого или позже чем через год. Ничего не записано
error-promotion-price = Укажите цену не ниже 0 или скидку от 0 до 100 %, не то и другое. Ничего не записано
error-promotion-customers = Назовите своих клиентов, для которых она. Ничего не записано
error-promotion-closed = Акция завершена или отменена и остаётся как была
error-promotion-uplift = Спрос умножают на число от 0 до 20
error-season-days = Последний день раньше первого, или сезон длится год. Ничего не записано
error-season-quantity = Общее количество бывает только у ограниченного выпуска и больше 0. Ничего не записано
error-promotion-unknown =
    { $field ->
        [item_ids] Одного из этих изделий нет
        [item_id] Этого изделия нет в акции
        [families] Одного из этих семейств нет
        [customer_ids] Одного из этих клиентов нет, или он не ваш
        [site_ids] Одной из этих площадок нет
        [territory_ids] Одной из этих территорий нет
       *[other] Одной из этих групп клиентов нет
    }
