### Что ожидается, почему и что говорят люди.
forecast-loading = Читаю прогноз
forecast-cannot = Прогноз не удаётся показать
forecast-none = Прогноза ещё нет
forecast-none-more = Он считается каждую ночь и вскоре после загрузки заказов. Плановик может начать сейчас
forecast-start = Рассчитать сейчас
forecast-started = Расчёт начат. Он займёт минуту или больше, страница обновится сама
forecast-running = Идёт расчёт: готово { $share }
forecast-run = Прогноз { $number }, рассчитан { $at }
forecast-views = Виды
forecast-levels = Уровень
forecast-level-family = Семейство
forecast-level-item = Позиция
forecast-level-cell = Площадка и группа
forecast-my-customers = Мои клиенты
forecast-my-items = Мои позиции
forecast-order = { $count ->
    [one] { $count } ряд, сначала с наибольшей ошибкой в деньгах
    [few] { $count } ряда, сначала с наибольшей ошибкой в деньгах
   *[many] { $count } рядов, сначала с наибольшей ошибкой в деньгах
}
forecast-search = Позиция, семейство, площадка или территория
forecast-find = Найти
forecast-more = Показать ещё
forecast-naive-error = наивный { $share }
forecast-next-day = { $amount } за 4 дня
forecast-next-week = { $amount } за 4 недели
forecast-next-month = { $amount } за 4 месяца
forecast-failed-series = Только наивный прогноз
forecast-failed-because = Взят наивный прогноз: { $reason }
forecast-failed-count = { $count ->
    [one] { $count } ряд по наивному прогнозу
    [few] { $count } ряда по наивному прогнозу
   *[many] { $count } рядов по наивному прогнозу
}
forecast-worse-than-naive = Не лучше наивного
forecast-runs-low = Ниже на { $share }
forecast-runs-high = Выше на { $share }
forecast-not-learned = Обучаемая модель не испытывалась: ей нужно 100 рядов и 5 000 их прошлых периодов.
forecast-by-naive = наивный прогноз
forecast-class-smooth = Ровный
forecast-class-erratic = Изменчивый
forecast-class-intermittent = Прерывистый
forecast-class-lumpy = Скачкообразный
forecast-class-new = Новый
forecast-class-ending = Уходящий
forecast-channel-direct = напрямую
forecast-channel-shop = магазин
forecast-channel-online = онлайн
forecast-method-naive = последнее значение
forecast-method-seasonal-naive = как сезон назад
forecast-method-seasonal-mean = среднее сезонов
forecast-method-grown-season = прошлый сезон с ростом
forecast-method-window-mean = скользящее среднее
forecast-method-ses = сглаживание
forecast-method-damped-holt = затухающий тренд
forecast-method-theta = Theta
forecast-method-dynamic-theta = динамическая Theta
forecast-method-growing-theta = Theta роста
forecast-method-holt-winters = Хольт–Уинтерс
forecast-method-autoregression = авторегрессия
forecast-method-croston-sba = Кростон (SBA)
forecast-method-tsb = TSB
forecast-method-adida = ADIDA
forecast-method-imapa = IMAPA
forecast-method-profile-ses = сглаживание, сезон семейства
forecast-method-profile-imapa = IMAPA, сезон семейства
forecast-method-profile-dynamic-theta = динамическая Theta, сезон семейства
forecast-method-zero = ничего
forecast-method-median = медиана методов
forecast-method-learned = обученная модель
forecast-method-learned-promotions = обучено, с учётом акций
forecast-method-look-alike = как похожее изделие
forecast-method-predecessor = от предшественника
forecast-chart-day = Количество в день
forecast-chart-week = Количество в неделю
forecast-chart-month = Количество в месяц
forecast-key-model = Модель
forecast-key-agreed = Согласовано
forecast-key-band = 9 шансов из 10
forecast-today = сегодня
forecast-finding = { $name }: в первом периоде ожидается { $quantity }, с шансом 9 из 10 от { $low } до { $high }
forecast-table = Ближайшие периоды
forecast-line-last-year = Год назад
forecast-line-model = Модель
forecast-line-promotion = + акции
forecast-line-pipeline = + сделки
forecast-line-rep = + представители
forecast-line-planner = + плановик
forecast-line-frozen = Удержано заморозкой
forecast-line-agreed = Согласовано
forecast-line-between = 9 шансов из 10
forecast-line-ordered = Уже заказано
forecast-line-open = Ещё ожидается
forecast-why = Почему такое число
forecast-part-level = Уровень в последнее время
forecast-part-season = Сезон
forecast-part-trend = Куда движется
forecast-part-promotion = Акция
forecast-part-pipeline = Сделки
forecast-part-rep = Правки представителей
forecast-part-planner = Правки плановиков
forecast-part-frozen = Удержано заморозкой
forecast-moved = Что изменилось с прошлого прогноза
forecast-first-run = Это первый прогноз этого ряда
forecast-not-moved = Ничего: те же заказы, то же число
forecast-moved-from = С { $before } до { $after } за период:
forecast-mends = Исправлено в истории
forecast-mend = { $day }: { $was } считается как { $became }
forecast-mended-not-a-number = не число
forecast-mended-returns = вернули больше, чем продали
forecast-mended-stock-out = вероятно, не было в наличии
forecast-mended-outlier = далеко за пределами обычного
forecast-mend-undo = Оставить как было
forecast-mend-again = Снова исправить
forecast-mend-kept = Записано. Учтётся в следующем прогнозе
forecast-deals = Сделки
forecast-deal = { $quantity }, вероятность { $share }, { $day }
forecast-deal-kind-opportunity = Возможность
forecast-deal-kind-quotation = Предложение
forecast-deal-kind-inquiry = Запрос
forecast-deal-why-added = сверх обычных заказов
forecast-deal-why-covered = покрыто обычными заказами
forecast-deal-why-double = учтено вместе с более верным словом того же клиента
forecast-deal-why-beyond = только сверх более верного слова того же клиента
forecast-deal-why-stale = просрочена более чем на 60 дней
forecast-stage-contact = Контакт
forecast-stage-quotation = Предложение
forecast-stage-sample = Образец
forecast-stage-negotiation = Переговоры
forecast-stage-held = Зарезервировано
forecast-stage-inquired = Спросили
forecast-stage-won = Выиграна
forecast-stage-lost = Проиграна
forecast-stage-now = Стадия
forecast-stages = Чего стоят стадии
forecast-stages-from = { $count ->
    [one] По { $count } закрытой сделке; цифра из формы весит как десять
    [few] По { $count } закрытым сделкам; цифра из формы весит как десять
   *[many] По { $count } закрытым сделкам; цифра из формы весит как десять
}
forecast-form-says = в форме { $share }
forecast-deal-moved = Перенесено, прогноз обновлён
forecast-no-deals = Открытых сделок нет
forecast-no-deals-more = Возможности приходят с импортом, запросы и предложения — со страницы обещаний
forecast-does-it-help = Помогает ли каждый шаг?
forecast-at-lag = Ошибка с упреждением: 5–8 недель, 2–4 месяца, 8–14 дней. Чем короче, тем лучше.
forecast-lag-day = Ошибка за 8–14 дней вперёд. Чем короче, тем лучше.
forecast-lag-week = Ошибка за 5–8 недель вперёд, не более года. Чем короче, тем лучше.
forecast-lag-month = Ошибка за 2–4 месяца вперёд, не более года. Чем короче, тем лучше.
forecast-step-naive = Как год назад
forecast-step-statistical = Модель
forecast-step-promotion = + акции
forecast-step-pipeline = + сделки
forecast-step-rep = + представители
forecast-step-planner = + плановик
forecast-step-frozen = Согласовано, с замороженным
forecast-step-same = так же
forecast-step-better = лучше на { $points }
forecast-step-worse = хуже на { $points }
forecast-accuracy = Точность
forecast-bias = Смещение
forecast-measured = Закрытые периоды ({ $first } – { $last }).
forecast-not-measured = Измерять пока нечего
forecast-not-measured-more = Когда прогноз появится, закрытые периоды сравнят с тем, что было
forecast-by-family = По семействам
forecast-by-item = По позициям
forecast-worth = Чего стоили правки прошлого квартала
forecast-worth-none = Правок по закрытым периодам ещё нет
forecast-worth-nearer = Прогноз стал ближе на { $quantity }
forecast-worth-further = Прогноз стал дальше на { $quantity }
forecast-worth-helped = { $count ->
    [one] помогло { $helped } из { $count }
    [few] помогло { $helped } из { $count }
   *[many] помогло { $helped } из { $count }
}
forecast-series = Ряд
forecast-say = Сказать иначе
forecast-from = С периода
forecast-count = Сколько периодов
forecast-quantity = Больше или меньше за период
forecast-reason = Почему
forecast-lasts = Действует до
forecast-note = Заметка
forecast-keep = Сохранить правку
forecast-kept = Сохранено, прогноз обновлён
forecast-number = Введите количество, число периодов и день
forecast-versions = Все версии
forecast-said = { $quantity } с { $day }
forecast-taken-back = Отозвано
forecast-holds = Действует
forecast-version = Версия { $number }
forecast-until = до { $day }
forecast-restore = Вернуть версию { $number }
forecast-restored = Возвращено новой версией
forecast-customer = Клиент
forecast-customers-quiet = Молчат: спросите
forecast-customers-odd = Необычное
forecast-customers-next = Кто закажет следующим
forecast-without-rhythm = { $count ->
    [one] Ещё { $count } клиент заказывал меньше чем в четыре дня: ритма пока нет
    [few] Ещё { $count } клиента заказывали меньше чем в четыре дня: ритма пока нет
   *[many] Ещё { $count } клиентов заказывали меньше чем в четыре дня: ритма пока нет
}
forecast-no-customers = Клиентов здесь нет
forecast-no-customers-more = Здесь появятся клиенты ваших территорий, когда они закажут
forecast-no-rhythm = { $count ->
    [one] { $count } день заказов: ритма ещё нет
    [few] { $count } дня заказов: ритма ещё нет
   *[many] { $count } дней заказов: ритма ещё нет
}
forecast-every = { $count ->
    [one] Раз в { $count } день
    [few] Раз в { $count } дня
   *[many] Раз в { $count } дней
}
forecast-windows = Заказы и прогноз
forecast-windows-title = Как заказы расходуют прогноз
forecast-windows-more = Заказ списывает прогноз своего периода, затем более ранних, затем более поздних — насколько хватает окон. Что осталось, планируется после всех заказов. Доступное к обещанию от этого не уменьшается.
forecast-windows-every = Все семейства
forecast-windows-family = Семейство
forecast-windows-backward = Дней до заказа
forecast-windows-forward = Дней после заказа
forecast-windows-fence = Сколько дней от сегодняшнего считать только заказы
forecast-windows-keep = Сохранить
forecast-windows-drop = Как для всех семейств
forecast-windows-kept = Сохранено. Остаток прогноза пересчитан
forecast-windows-number = Введите целое число дней от 0 до 366
forecast-windows-reach = до заказа: { $backward } дн., после: { $forward } дн.
forecast-windows-fenced = { $count ->
    [0] прогноз считается с сегодняшнего дня
    [one] только заказы: { $count } день
    [few] только заказы: { $count } дня
   *[other] только заказы: { $count } дней
}
forecast-windows-same = как для всех семейств
forecast-windows-loading = Окна загружаются
forecast-windows-cannot = Не удалось загрузить окна
forecast-window = следующий от { $first } до { $last }
forecast-window-day = следующий { $day }
forecast-quiet = Молчит с { $day }
forecast-jump = Последний заказ: { $share } от обычного
forecast-how-much = Насколько больше или меньше
forecast-no-items = Прогнозировать пока нечего
forecast-no-items-more = Когда прогноз охватит то, что заказывает клиент, здесь появится его доля
forecast-note-date-too-old = { $count ->
    [one] { $count } строка старше пяти лет не учтена
    [few] { $count } строки старше пяти лет не учтены
   *[many] { $count } строк старше пяти лет не учтено
}
forecast-note-date-too-late = { $count ->
    [one] { $count } строка дальше трёх лет вперёд не учтена
    [few] { $count } строки дальше трёх лет вперёд не учтены
   *[many] { $count } строк дальше трёх лет вперёд не учтено
}
forecast-note-below-zero = { $count ->
    [one] { $count } строка с количеством ниже нуля вычтена из своего периода
    [few] { $count } строки с количеством ниже нуля вычтены из своих периодов
   *[many] { $count } строк с количеством ниже нуля вычтено из своих периодов
}
forecast-note-returned-more = { $count ->
    [one] По { $count } строке вернули больше, чем заказали
    [few] По { $count } строкам вернули больше, чем заказали
   *[many] По { $count } строкам вернули больше, чем заказали
}
forecast-note-not-learned = { $count ->
    [one] { $count } ряд без обучаемой модели: ей нужно 100 рядов и 5 000 их прошлых периодов
    [few] { $count } ряда без обучаемой модели: ей нужно 100 рядов и 5 000 их прошлых периодов
   *[many] { $count } рядов без обучаемой модели: ей нужно 100 рядов и 5 000 их прошлых периодов
}
forecast-note-cluster-away = { $count ->
    [one] Кластер не ответил: { $count } часть посчитана здесь
    [few] Кластер не ответил: { $count } части посчитаны здесь
   *[other] Кластер не ответил: { $count } частей посчитано здесь
}
forecast-month-1 = янв.
forecast-month-2 = фев.
forecast-month-3 = март
forecast-month-4 = апр.
forecast-month-5 = май
forecast-month-6 = июнь
forecast-month-7 = июль
forecast-month-8 = авг.
forecast-month-9 = сент.
forecast-month-10 = окт.
forecast-month-11 = нояб.
forecast-month-12 = дек.
forecast-error = Ошибка прогноза по позициям
forecast-by-items = По позициям, все площадки вместе.
forecast-details = Та же ошибка подробнее и крупнее
forecast-details-more = Последние 13 недель. В сумме избыток в одном месте и недостача в другом взаимно гасятся, поэтому чем подробнее счёт, тем ошибка выше. Планам нужна ошибка по позициям и площадкам; по группе клиентов она говорит, насколько верить её доле.
forecast-detail-family = По семействам
forecast-detail-item = По позициям
forecast-detail-item-site = По позициям на каждой площадке
forecast-detail-cell = По позициям на каждой площадке, по группам клиентов и каналам
forecast-detail-is-kpi = Это KPI «Ошибка прогноза по группам клиентов»
forecast-better-than-naive = Лучше наивного
error-forecast-period-closed = Этот период уже прошёл или лежит за пределами прогноза. Выберите показанный период
error-forecast-expiry = Выберите последний день от сегодняшнего и не дальше двух лет
error-forecast-quantity = Введите количество в пределах миллиарда
error-deal-stage = Сделка завершена, или такой стадии ещё не было. Посмотрите ещё раз
navigation-forecast = Прогноз
forecast-part-signal = Внешние сигналы
signals-title = Внешние сигналы
signals-head = Какие сигналы помогают?
signals-more = Каждый сигнал проверяется на прошлом рядом с прогнозом без него — только по тому, что было известно тогда. Используется лишь то, что помогает
signals-loading = Ищем сигналы
signals-cannot = Сигналы показать нельзя
signals-tried = Помогает ли?
signals-none-tried = Пока ничего не проверено. Следующий прогноз проверит праздники и то, что стоит ниже
signals-verdict-helps = Помогает и используется
signals-verdict-no-gain = Не помогает, не используется
signals-verdict-by-chance = Выигрыш может быть случайным, не используется
signals-verdict-said-already = Другой сигнал говорит то же, не используется
signals-verdict-too-short = Слишком мало истории для проверки
signals-verdict-never-moved = До сих пор почти не менялся
signals-verdict-ended = Закончился и отброшен. Вставьте новые значения
signals-verdict-no-calendar = Календарь этой страны неизвестен
signals-better-at = { $count ->
    [one] точнее в { $better } из { $count } точки
   *[other] точнее в { $better } из { $count } точек
}
signals-lead-day = { $count ->
    [one] раньше на { $count } день
    [few] раньше на { $count } дня
   *[other] раньше на { $count } дней
}
signals-lead-week = { $count ->
    [one] раньше на { $count } неделю
    [few] раньше на { $count } недели
   *[other] раньше на { $count } недель
}
signals-lead-month = { $count ->
    [one] раньше на { $count } месяц
    [few] раньше на { $count } месяца
   *[other] раньше на { $count } месяцев
}
signals-series = Ряды: индексы, цены, погода
signals-no-series = Рядов пока нет
signals-series-says = { $count ->
    [one] { $count } значение, { $first } – { $last }, последнее { $value }
    [few] { $count } значения, { $first } – { $last }, последнее { $value }
   *[other] { $count } значений, { $first } – { $last }, последнее { $value }
}
signals-series-removed = Удалённый ряд
signals-name = Название
signals-delay = Известно через столько дней
signals-text = День и значение, по строке
signals-keep-series = Сохранить ряд
signals-series-incomplete = Введите название, значения и задержку не больше 366 дней
signals-series-kept = { $count ->
    [one] Сохранено { $count } значение
    [few] Сохранено { $count } значения
   *[many] Сохранено { $count } значений
}{ $skipped ->
    [0] .
    [one] , { $skipped } строка пропущена.
    [few] , { $skipped } строки пропущены.
   *[many] , { $skipped } строк пропущено.
} Следующий расчёт её проверит
signals-events = События на рынках и у конкурентов
signals-no-events = Событий пока нет
signals-event-fair = Выставка
signals-event-rule = Новое правило или закон
signals-event-strike = Забастовка
signals-event-competitor-price = Конкурент меняет цены
signals-event-competitor-launch = Конкурент выводит новинку
signals-event-competitor-shortage = Конкурент не может поставить
signals-event-other = Другое событие
signals-feedback-praise = Похвала клиентов
signals-feedback-complaint = Жалобы клиентов
signals-feedback-wish = Пожелания клиентов
signals-feedback-event = События у клиентов
signals-feedback-competitor = Клиенты говорят о конкурентах
signals-kind = Вид
signals-event-name = Что
signals-first = С
signals-last = По
signals-known = Известно с
signals-family = Семейство
signals-territory = Территория
signals-territory-choose = Выберите территорию
signals-every-family = Все семейства
signals-every-territory = Все территории
signals-add-event = Добавить событие
signals-event-incomplete = Введите, что это, и первый день
signals-event-kept = Добавлено. Следующий прогноз его проверит
signals-remove = Убрать
signals-removed = Убрано. Следующий прогноз — без этого
signals-holidays = Праздники
signals-no-holidays = Клиентов пока нет, поэтому нет и стран
signals-no-calendar = Календарь этой страны неизвестен
signals-holiday-next = { $count ->
    [one] { $count } праздник за год, следующий { $day }: { $name }
    [few] { $count } праздника за год, следующий { $day }: { $name }
   *[other] { $count } праздников за год, следующий { $day }: { $name }
}
signals-territories = Страны территорий
signals-no-country = Страны пока нет
signals-country-said = по слову плановика или из импорта
signals-country-usual-why = как у большинства клиентов
signals-country-none = клиентов там пока нет
signals-country = Страна
signals-country-usual = Как у большинства клиентов
signals-country-keep = Сохранить страну
signals-country-incomplete = Выберите территорию
signals-country-kept = Сохранено. Следующий прогноз проверит её праздники
error-outside-series = Ни в одной строке нет дня и значения, или строк больше 5 000. Пишите так: 2026-11-02;104,2
error-outside-country = Для этой страны нет календаря праздников. Ничего не изменено
error-outside-days = Выберите последний день не раньше первого, в пределах десяти лет
runs-title = Расчёты и заморозка
runs-head = Что прогнозировалось и что заморожено
runs-loading = Ищем расчёты
runs-cannot = Расчёты показать нельзя
runs-compared = Два расчёта рядом
runs-before = Первый
runs-after = Второй
runs-items-of = Изделия семейства
runs-only-one = Пока есть только один расчёт
runs-nothing-shared = У двух расчётов нет общих периодов
runs-order = { $count ->
    [one] { $count } строка, сначала наибольшая разница
    [few] { $count } строки, сначала наибольшая разница
   *[other] { $count } строк, сначала наибольшая разница
}
runs-periods-day = { $count ->
    [one] за { $count } день
    [few] за { $count } дня
   *[other] за { $count } дней
}
runs-periods-week = { $count ->
    [one] за { $count } неделю
    [few] за { $count } недели
   *[other] за { $count } недель
}
runs-periods-month = { $count ->
    [one] за { $count } месяц
    [few] за { $count } месяца
   *[other] за { $count } месяцев
}
runs-kept = Сохранённые расчёты
runs-cause-night = Ночной
runs-cause-asked = По запросу
runs-cause-loaded = После загрузки
runs-cause-restored-from = Возврат к прогнозу { $number }
runs-series = { $count ->
    [one] { $count } ряд
    [few] { $count } ряда
   *[other] { $count } рядов
}
runs-in-force = Действует
runs-restore = Вернуться к прогнозу { $number }
runs-restore-sure = Да, вернуть всё к { $number }
runs-restore-means = Все цифры и правки снова такие, как тогда, — до следующего прогноза. Что должно стоять дольше, заморозьте
runs-restored = Все цифры и правки снова как в прогнозе { $number }
freeze-title = Что заморожено
freeze-more = Замороженные цифры не меняют ни прогноз, ни сделки, ни правки, пока их не разморозят или не выйдет срок
freeze-none = Ничего не заморожено
freeze-until = Периоды до (пусто: все будущие)
freeze-ends = Заморозка действует до
freeze-keep = Заморозить, как согласовано сейчас
freeze-item = Заморозить это изделие
freeze-item-more = Сохраняет все будущие периоды изделия, как согласовано сейчас, с причиной, заметкой и последним днём выше
freeze-incomplete = Выберите последний день
freeze-kept = Заморожено
freeze-thaw = Разморозить
freeze-thawed = Разморожено. Снова действует прогноз
freeze-periods = периоды до { $day }
freeze-all-periods = все будущие периоды
freeze-by = { $name }, { $at }
freeze-thawed-by = разморозил(а) { $name }, { $at }
freeze-stands = Заморожено
freeze-over = Закончилось
error-forecast-frozen = Эта цифра заморожена. Плановик может разморозить её в разделе «Расчёты и заморозка»
error-forecast-in-force = Этот прогноз уже действует. Выберите более ранний
lives-title = Новые и уходящие изделия
lives-head = Что начинается и что кончается
lives-more = Новое прогнозируется как запуск похожего, преемник принимает историю предшественника, уходящее сходит к дню. Действует со следующего прогноза
lives-loading = Ищем изделия
lives-cannot = Изделия показать нельзя
lives-said = Что сказано
lives-none = Пока ничего не сказано
lives-new = Новые изделия и на что они похожи
lives-no-new = Нет новых изделий с похожими
lives-say = Сказать об изделии
lives-says-look-alike = Как { $other }, { $share } от него, запуск { $day }
lives-says-successor = С { $day } вместо { $other }, { $share } от него
lives-ends = { $count ->
    [0] Заканчивается { $day }
    [one] Заканчивается { $day }, сходит за { $count } день
    [few] Заканчивается { $day }, сходит за { $count } дня
   *[other] Заканчивается { $day }, сходит за { $count } дней
}
lives-not-sold = ещё не продавалось
lives-since = впервые нужно { $day }
lives-alike = { $name }: похоже на { $share }
lives-take = Прогнозировать так
lives-item = Код изделия
lives-kind = Что
lives-kind-look-alike = Похоже на
lives-kind-successor = Идёт вместо
lives-kind-ending = Заканчивается
lives-other = Код другого изделия
lives-on = День (запуск, смена, последний)
lives-percent = Процент от другого изделия
lives-days = За сколько дней сходит
lives-keep = Сохранить
lives-kept = Сохранено. Действует со следующего прогноза
lives-incomplete = Введите код изделия, код другого (если не заканчивается), день и целые числа
error-forecast-life = Изделие не похоже само на себя, и нужно другое, если оно не заканчивается; день — в пределах десяти лет
