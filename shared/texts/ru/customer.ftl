### Клиенты со всех сторон, сегменты, регионы и каналы.
customer-loading = Получаем данные клиента
customer-failed = Клиент не загрузился
customer-list-loading = Получаем клиентов
customer-list-failed = Клиенты не загрузились
customer-count = { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[other] { $count } клиентов
}
customer-ways = Ещё о клиентах
customer-marks = Что выделяется
customer-mark-any = Все
customer-mark-name-quiet = Затихли
customer-mark-name-jump-up = Скачок вверх
customer-mark-name-jump-down = Скачок вниз
customer-mark-name-expected = Ждём заказ
customer-values = Ценность
customer-value-any = Любая
customer-value-name-a = Ценность A
customer-value-name-b = Ценность B
customer-value-name-c = Ценность C
customer-value-name-none = Без заказов
customer-territories = Территория
customer-everywhere = Все территории
customer-show-all = Показать всех
customer-none-found = Таких нет
customer-none-found-more = На ваших территориях нет клиента, который подходит под запрос.
customer-no-territory = У вас нет территории
customer-no-territory-more = Администратор открывает территории, клиентов которых вы должны видеть.
customer-mark-expected = Следующий заказ около { $day }
customer-mark-quiet-short = { $count ->
    [one] Молчит { $count } день
    [few] Молчит { $count } дня
   *[other] Молчит { $count } дней
}
customer-mark-quiet = { $count ->
    [one] Молчит { $count } день; обычно заказывает раз в { $usual } дн. Вероятность такого молчания { $chance }
    [few] Молчит { $count } дня; обычно заказывает раз в { $usual } дн. Вероятность такого молчания { $chance }
   *[other] Молчит { $count } дней; обычно заказывает раз в { $usual } дн. Вероятность такого молчания { $chance }
}
customer-mark-jump-short = { $way ->
    [jump_up] { $item }: { $amount }, обычно { $usual }
   *[other] { $item }: только { $amount }, обычно { $usual }
}
customer-mark-jump = { $way ->
    [jump_up] { $day } заказано { $amount }, { $item } (заказ { $reference }), намного больше обычных { $usual }
   *[other] { $day } заказано только { $amount }, { $item } (заказ { $reference }), намного меньше обычных { $usual }
}
customer-class-is = Класс { $number }
customer-high-value = высокая ценность
customer-together = отгружать вместе
customer-whole = без частичных поставок
customer-life = { $count ->
    [one] запас срока годности { $count } день
    [few] запас срока годности { $count } дня
   *[other] запас срока годности { $count } дней
}
customer-call = Позвонить: { $name }
customer-year = за год, { $growth }
customer-year-alone = за год
customer-otif = в срок и полностью
customer-otif-aim = в срок и полностью, цель { $target }
customer-open-value = открытые заказы
customer-target = цель { $value }
customer-rhythm = Ритм заказов
customer-rhythm-all = Всё
customer-rhythm-of = { $family }
customer-rhythm-none = Для ритма мало заказов. Нужны четыре разных дня.
customer-rhythm-table = Дни заказов таблицей и как это посчитано
customer-rhythm-formula = Считаем, что следующий промежуток такой же, как прошлые; учитываются не больше 24 последних. Из промежутков, которые ещё не прошли, средний даёт день, а окно отбрасывает поровну с обоих концов: следующий заказ попадает в него с указанной вероятностью (Уилкс, 1941).
customer-ordered = Заказано
customer-value = Сумма
customer-every = { $count ->
    [one] каждый день
   *[other] раз в { $days } дн., плюс-минус { $spread }
}
customer-next = следующий около { $day }
customer-next-due = ожидался около { $day }
customer-window = С вероятностью { $chance } с { $first } по { $last }, по { $gaps ->
    [one] { $gaps } промежутку
   *[other] { $gaps } промежуткам
} между заказами.
customer-window-none = По { $gaps ->
    [one] { $gaps } промежутку
   *[other] { $gaps } промежуткам
} между заказами: для окна мало.
customer-window-over = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
} без заказа: дольше каждого из { $gaps } прошлых промежутков.
customer-today = сегодня
customer-service = Полученный сервис за год
customer-service-weeks = { $count ->
    [one] { $count } строка; за четыре недели { $value }
    [few] { $count } строки; за четыре недели { $value }
   *[other] { $count } строк; за четыре недели { $value }
}
customer-days = { $first } – { $last }
customer-formula-otif = Строки, отгруженные полностью не позже обещанного дня ÷ строки, обещанные за год по вчерашний день: KPI компании по строкам этого клиента.
customer-formula-order-fill-rate = Отгруженное количество ÷ заказанное по строкам, срок которых наступил за год: KPI компании по строкам этого клиента.
customer-formula-order-lead-time = Среднее число календарных дней от заказа до последней отгрузки по строкам, завершённым за год: KPI компании по строкам этого клиента.
customer-likes = О чём говорят заказы
customer-likes-nothing = За последний год ничего не заказано.
customer-likes-channels = Каналы заказов: { $channels }
customer-likes-weekdays = Чаще всего: { $days }
customer-likes-ahead = { $count ->
    [one] Обычно нужно через { $count } день после заказа
    [few] Обычно нужно через { $count } дня после заказа
   *[other] Обычно нужно через { $count } дней после заказа
}
customer-likes-item = в { $share } заказов, последний раз { $day }
customer-channel-direct = Напрямую
customer-channel-shop = Магазин
customer-channel-online = Онлайн
customer-open = Открытые строки ({ $count })
customer-open-none = Открытых строк нет.
customer-line-no-day = В плане этого нет
customer-line-late = Не раньше { $day }
customer-line-unpromised = Ещё не обещано
customer-line-kept = В срок
customer-line-urgent = Срочно
customer-changes = Изменения ({ $count })
customer-deals = В работе ({ $count })
customer-deal-held = Предложение, { $amount } в резерве до { $until }
customer-deal-stage = { $stage }, вероятность { $chance }, { $amount }
customer-stage-contact = Контакт
customer-stage-quotation = Предложение
customer-stage-sample = Образец
customer-stage-negotiation = Переговоры
customer-returns = Возвращено за год ({ $count })
customer-returns-more = Раньше — ещё { $count }
customer-return-damaged = Повреждено
customer-return-quality = Качество
customer-return-wrong-item = Не тот товар
customer-return-too-late = Слишком поздно
customer-return-not-needed = Не понадобилось
customer-invoices = Счета (не оплачено: { $count })
customer-invoices-sum = Не оплачено { $open }, просрочено { $overdue }, оплачено за год { $paid }
customer-invoices-more = { $count ->
    [one] Ещё { $count } счёт
    [few] Ещё { $count } счёта
   *[other] Ещё { $count } счетов
}
customer-invoice-overdue = { $count ->
    [one] Просрочен на { $count } день
    [few] Просрочен на { $count } дня
   *[other] Просрочен на { $count } дней
}
customer-invoice-due = Оплатить до { $day }
customer-invoice-paid = Оплачен { $day }
customer-invoice-part = Оплачено { $paid } из { $amount }
customer-invoice-order = заказ { $reference }
customer-profile = Профиль
customer-edit = Изменить
customer-keep = Сохранить
customer-kept = Сохранено. Прежнее значение осталось в журнале
customer-said-by = { $name }, { $time }
customer-field-yes = Да
customer-field-no = Нет
customer-field-nothing = Не указано
customer-segment = Сегмент и класс
customer-value-why = { $letter }: { $value } за { $days } дн., место { $rank } из { $count }, { $share } от общей суммы. Те, кто впереди, дают { $ahead }
customer-value-none = Без ценности: нет заказов за { $days } дн.
customer-standing-new = Новый
customer-standing-core = Основной клиент
customer-standing-loyal = Постоянный
customer-standing-fading = Уходит
customer-standing-occasional = Заказывает изредка
customer-standing-lost = Потерян
customer-standing-why = { $standing }. Из пяти баллов: { $recency } за давность, { $frequency } за частоту, { $money } за сумму
customer-size-large = Крупные заказы: не меньше двух средних по всем
customer-size-medium = Заказы среднего размера
customer-size-small = Мелкие заказы: не больше половины среднего по всем
customer-class = Класс, 1 обслуживается первым
customer-class-chosen = Класс { $number }: выбор, { $name }, до { $day }. { $reason }
customer-class-not-ranked = Класс { $number }. Заказы только через магазин или онлайн, место не определяется
customer-class-fits = Класс { $number }, как подсказывают заказы
customer-class-moves = Класс { $number }; заказы подсказывают { $suggested }
customer-take-class = Принять класс { $number }
customer-end-class = Снять ручной выбор
customer-choose-class = Выбрать класс вручную
customer-class-reason = Причина
customer-class-until = Последний день действия
customer-class-keep = Применить
customer-class-set = Класс действует. Обещания и предложения пересчитаны по нему
customer-class-ended = Класс остаётся, пока не принят другой
customer-class-incomplete = Укажите причину и последний день действия
segment-title = Кто сколько стоит
segment-loading = Расставляем клиентов по местам
segment-failed = Сегменты не загрузились
segment-none = Некого расставлять
segment-none-more = Сегменты появятся с первыми заказами на ваших территориях.
segment-found-by = По заказам за { $days } дн. A — пока те, кто впереди, дают меньше { $a } суммы, B — до { $b }.
segment-not-ranked = { $count ->
    [one] { $count } клиент заказывает только через магазин или онлайн и места не имеет.
    [few] { $count } клиента заказывают только через магазин или онлайн и места не имеют.
   *[other] { $count } клиентов заказывают только через магазин или онлайн и места не имеют.
}
segment-group = { $count ->
    [one] { $count } клиент, { $share } суммы
    [few] { $count } клиента, { $share } суммы
   *[other] { $count } клиентов, { $share } суммы
}
segment-classes = Что даёт класс
segment-classes-more = Класс говорит, кого планы и обещания обслуживают первым, по какой стратегии делится недостающее и какая доля строк должна быть вовремя и полностью. Цель влияет на предупреждения, эту страницу и страховой запас, который предлагается рядом с правилами партий позиции; действующий остаётся, пока планировщик не примет предложение. Планировщики меняют класс и долю ниже, стратегию — на странице распределения.
segment-to-allocation = Стратегии распределения
segment-class-name = Класс { $number }
segment-class-goal = должны { $goal }
segment-class-count = { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}
segment-class-weight = вес { $weight }
segment-class-had = { $count ->
    [one] { $share } вовремя и полностью, из { $count } строки со сроком за четыре недели
    [few] { $share } вовремя и полностью, из { $count } строк со сроком за четыре недели
   *[many] { $share } вовремя и полностью, из { $count } строк со сроком за четыре недели
}
segment-class-none = За четыре недели ничего не было к сроку
segment-class-below = { $count ->
    [one] { $count } клиент получил меньше обещанного
    [few] { $count } клиента получили меньше обещанного
   *[many] { $count } клиентов получили меньше обещанного
}
segment-rule-service-usual = как у KPI
segment-moves = Класс был бы другим ({ $count })
segment-moves-none = У всех класс, который подсказывают заказы, или выбранный вручную.
segment-moves-more = Само ничего не меняется. Принятый класс сразу учитывается в распределении, обещаниях и оповещениях.
segment-moves-beyond =
    { $count ->
        [one] Ещё { $count } появится, когда будут приняты эти
        [few] Ещё { $count } появятся, когда будут приняты эти
       *[many] Ещё { $count } появятся, когда будут приняты эти
    }
segment-moves-rest = { $count ->
    [one] Ещё { $count } клиент
    [few] Ещё { $count } клиента
   *[other] Ещё { $count } клиентов
}
segment-move = Класс { $number } → { $suggested }
segment-take = Принять
segment-take-all = { $count ->
    [one] Принять { $count } класс
    [few] Принять все { $count } класса
   *[other] Принять все { $count } классов
}
segment-customers = Клиенты по ценности ({ $count })
segment-rules = Правила и цели
segment-rules-more = Оставьте пустым то, что не меняется. Другие правила никого не двигают: что изменилось бы, показано ниже.
segment-rules-keep = Сохранить правила
segment-rules-kept = Сохранено. Посмотрите, что изменилось бы
segment-number = Введите числа: дни от 28, доли в %, классы от 1 до 9
segment-rule-window-days = Сколько дней учитывать
segment-rule-new-days = Сколько дней клиент новый
segment-rule-fading-days = Уходит после стольких дней без заказа
segment-rule-a-part = A до этого % суммы
segment-rule-b-part = B до этого % суммы
segment-rule-a-class = Класс для A
segment-rule-b-class = Класс для B
segment-rule-c-class = Класс для C
segment-rule-none-class = Класс для тех, кто без заказов
segment-rule-a-service = Вовремя и полностью классу A, % (0: как у KPI)
segment-rule-b-service = Вовремя и полностью классу B, % (0: как у KPI)
segment-rule-c-service = Вовремя и полностью классу C, % (0: как у KPI)
segment-rule-none-service = Вовремя и полностью тем, кто без заказов, % (0: как у KPI)
market-head = Рынок
market-title = Регионы и каналы
market-loading = Сравниваем рынок
market-failed = Сравнение не загрузилось
market-none = Нечего сравнивать
market-none-more = Сравнение появится с первыми заказами на ваших территориях.
market-compared = Сравнить по
market-by-region = Регион
market-by-channel = Канал
market-by-territory = Территория
market-period = Период
market-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
market-channel = Канал
market-any-channel = Все каналы
market-drop-region = Все регионы, не только { $region }
market-before = Сравнение с { $first } – { $last }, на 52 недели раньше.
market-no-before = Заказы не охватывают целый прошлый год, поэтому роста пока нет.
market-column-value = Заказано
market-column-growth = К прошлому году
market-column-share = Доля (была)
market-column-orders = Заказы
market-column-open = Открыто
market-column-expected = Ожидается, 28 дней
market-column-otif = В срок и полностью
market-column-fill = Выполнение
market-column-returned = Возвраты
market-total = Всего
market-lines-of = Строки: { $name }
market-balance = Баланс каналов
market-moved = { $words } ({ $points } п.п.)
market-no-region = Без региона
market-ordered = заказано { $day }
market-formula = Заказано — количество × цена всех неотменённых строк. «В срок и полностью» и выполнение — KPI компании по строкам со сроком в эти дни; ожидается — согласованный прогноз на следующие 28 дней × цена по прайсу; возвраты — сумма возвратов ÷ заказано.
field-loading = Получаем поля
field-failed = Поля не загрузились
field-more = Что вы храните о каждом клиенте сверх обычного: размер, цвет, свой магазин. Заполняют торговые представители и плановики на странице клиента.
field-none = Полей пока нет.
field-new = Новое поле
field-name = Название
field-kind = Что в нём хранится
field-kind-text = Текст
field-kind-number = Число
field-kind-date = День
field-kind-choice = Один из вариантов
field-kind-yes-no = Да или нет
field-choices = Варианты через запятую
field-add = Добавить поле
field-added = «{ $name }» теперь на странице каждого клиента
field-removed = «{ $name }» больше не хранится
navigation-customer = Клиент
navigation-customer-service = Полученный сервис
navigation-segments = Сегменты
navigation-market = Регионы и каналы
navigation-market-lines = Строки заказов
navigation-customer-fields = Поля клиентов
signal-title = Услышано ({ $count })
signal-none = Пока ничего не записано.
signal-note = Записать услышанное
signal-kind = Что это
signal-kind-praise = Похвала
signal-kind-complaint = Жалоба
signal-kind-wish = Пожелание
signal-kind-event = Событие
signal-kind-competitor = Конкурент
signal-words = Словами
signal-heard-on = День (пусто — сегодня)
signal-until = До какого дня, если длится
signal-keep = Записать
signal-forget = Убрать
signal-kept = Записано
signal-forgotten = Убрано. В журнале осталось
signal-incomplete = Скажите словами; дни выбираются в календаре
error-signal-days = Впереди может быть только событие, и ничто не кончается раньше, чем началось
