### Карточки KPI и строки за каждым показателем
kpi-order-fill-rate = Выполнение заказов
kpi-otif = В срок и полностью
kpi-order-lead-time = Срок заказа
kpi-open-demand-at-risk = Открытый спрос под риском
kpi-proposals-waiting = Предложения ждут
kpi-morning = Доброе утро, { $name }
kpi-day = Добрый день, { $name }
kpi-evening = Добрый вечер, { $name }
kpi-as-of = на { $time }
kpi-loading = Загружаем показатели
kpi-failed = Показатели не загрузились
kpi-none = Показателей пока нет
kpi-none-more = Они появятся с первыми отгруженными заказами.
kpi-waiting =
    { $count ->
        [one] Ждёт { $count } решение
        [few] Ждут { $count } решения
        [many] Ждут { $count } решений
       *[other] Ждут { $count } решения
    }
kpi-waiting-oldest = { $waiting }, дольше всего { $span }
kpi-off-target = Ниже цели
kpi-without-target = Без цели
kpi-not-measured = Пока нечего измерять
kpi-at-target = В цели
kpi-on-target = цель { $target }
kpi-under = на { $gap } ниже { $target }
kpi-over = на { $gap } выше { $target }
kpi-no-target = цель не задана
kpi-nothing-measured = пока нечего измерять
kpi-up = на { $gap } выше прошлой недели
kpi-down = на { $gap } ниже прошлой недели
kpi-unchanged = как на прошлой неделе
kpi-unit-days =
    { $count ->
        [one] день
        [few] дня
        [many] дней
       *[other] дня
    }
kpi-made-of = { $part } из { $whole }
kpi-period = { $first } – { $last }
kpi-target = цель
kpi-trend-said = { $name }: { $value } в последнем из { $periods } периодов.
kpi-why = Причины срывов
kpi-rows =
    { $count ->
        [one] { $count } строка за показателем
        [few] { $count } строки за показателем
        [many] { $count } строк за показателем
       *[other] { $count } строки за показателем
    }
kpi-no-rows = В этом периоде строк нет.
kpi-first-rows = С первой строки
kpi-more-rows = Следующие { $count }
kpi-export-csv = Все строки в CSV
kpi-export-xlsx = в Excel
kpi-part = { $done } из { $whole }
kpi-counts-hit = выполнено
kpi-counts-miss = срыв
kpi-counts-open = открыто
kpi-counts-part = частично
kpi-counts-at-risk = под риском
kpi-counts-carried = обеспечено
kpi-counts-overdue = просрочено
kpi-row-item = { $item }, { $amount }
kpi-row-promised = обещано { $day }
kpi-row-due = нужно { $day }
kpi-row-shipped = отгружено { $day }
kpi-row-possible = возможно { $day }
kpi-how-counted = Как считается.
kpi-formula-order-fill-rate = Отгруженное количество ÷ заказанное, по строкам со сроком в последние четыре недели. Опоздание тоже считается, сверх заказа — нет.
kpi-formula-otif = Строки, отгруженные полностью не позже обещанного дня ÷ строки, обещанные за последние четыре недели до вчерашнего дня. Раньше считается вовремя. Без допуска по количеству.
kpi-formula-order-lead-time = Среднее число календарных дней от заказа до последней отгрузки по строкам, завершённым за последние четыре недели.
kpi-formula-open-demand-at-risk = Стоимость открытых строк, обещанный день которых прошёл или к которому их не обеспечивают запас и план.
kpi-formula-proposals-waiting = Предложения, по которым ещё нет решения.
kpi-cause-capacity = Перегрузка рабочего центра
kpi-cause-material = Опоздало сырьё
kpi-cause-date-moved = Дату перенесли мы
kpi-cause-picking = Ошибка комплектации
kpi-cause-carrier = Перевозчик
kpi-cause-quality = Качество
kpi-cause-unknown = Причина не записана
kpi-cause-overdue = Просрочено
kpi-cause-not-planned = Нет ни в запасе, ни в плане
kpi-cause-planned-late = В плане слишком поздно
kpi-column-order-reference = Заказ
kpi-column-customer-name = Клиент
kpi-column-item-name = Позиция
kpi-column-site-name = Площадка
kpi-column-unit = Единица
kpi-column-quantity = Заказано
kpi-column-completed-quantity = Отгружено
kpi-column-ordered-on = Дата заказа
kpi-column-due-on = Нужно к
kpi-column-promised-on = Обещано на
kpi-column-completed-on = Отгружено
kpi-column-possible-on = Возможно на
kpi-column-counts-as = Считается как
kpi-column-cause = Причина
kpi-forecast-error = Ошибка прогноза по группам клиентов
kpi-formula-forecast-error = Сумма отклонений спроса от согласованного прогноза ÷ спрос; по позициям, площадкам, группам клиентов и каналам, по периодам, как они прогнозировались с упреждением (8–14 дней, 5–8 недель или 2–4 месяца), за законченные периоды, начавшиеся в последние 13 недель. По одним позициям она ниже: отклонения групп и площадок взаимно гасятся; на странице точности есть обе.
kpi-off-by = отклонение { $amount }
kpi-row-forecast = { $item }, { $site } · с { $day }: прогноз { $forecast }, пришло { $came }
kpi-urgent-response = Реакция на срочные заказы
kpi-unit-minutes = мин
kpi-formula-urgent-response = Среднее число минут от поступления срочного заказа до начала работы над ним, по заказам, взятым в работу за последние четыре недели.
kpi-column-minutes = Минут до реакции
kpi-spread = Сколько это занимало
kpi-spread-said = Половина — за { $median }, девять из десяти — за { $most }
kpi-spread-up-to = до { $span }
kpi-spread-over = дольше
