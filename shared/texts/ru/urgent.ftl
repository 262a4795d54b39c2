### Срочные заказы: список, один заказ с часами, регламенты.
urgent-stage-receipt = Принят и подтверждён
urgent-stage-feasibility = Сможем ли изготовить
urgent-stage-scheduling = Поставить в план
urgent-stage-material = Материалы собраны
urgent-stage-making = Изготовить
urgent-stage-packing = Упаковать
urgent-stage-delivery = Доставить
urgent-left-receipt = Осталось, чтобы подтвердить
urgent-left-feasibility = Осталось, чтобы ответить, сможем ли
urgent-left-scheduling = Осталось, чтобы поставить в план
urgent-left-material = Осталось, чтобы собрать материалы
urgent-left-making = Осталось, чтобы изготовить
urgent-left-packing = Осталось, чтобы упаковать
urgent-left-delivery = Осталось, чтобы доставить
urgent-finish-receipt = Подтвердить
urgent-finish-feasibility = Сможем изготовить
urgent-finish-scheduling = В плане
urgent-finish-material = Материалы собраны
urgent-finish-making = Изготовлено
urgent-finish-packing = Упаковано
urgent-finish-delivery = Доставлено
urgent-decide = Решить, как поставить в план
urgent-kind-new-order = Новые заказы
urgent-kind-more = Больше по заказу
urgent-kind-sooner = Раньше
urgent-role-rep = представитель этого клиента
urgent-role-supervisor = мастер этой площадки
urgent-role-executive = руководитель
urgent-role-planner = планировщик этой площадки
urgent-role-buyer = закупщик этой площадки
urgent-role-logistics = логистика
urgent-role-steward = ответственный за данные
urgent-role-admin = администратор
urgent-you = Вы
urgent-nobody = Никто
urgent-by-fact = Подтверждено фактами
urgent-order = Срочный заказ { $number }, { $customer }
urgent-loading = Загружаем срочные заказы
urgent-failed = Срочные заказы не загрузились
urgent-none = Срочных заказов нет
urgent-none-more = Изменение, которое представитель отметил как срочное, появится здесь с часами.
urgent-none-running = Сейчас нет срочных заказов в работе.
urgent-running =
    { $count ->
        [one] { $count } в работе
        [few] { $count } в работе
       *[many] { $count } в работе
    }
urgent-ended = Завершены за последние 14 дней
urgent-wall = На экран в цехе
urgent-wall-close = Закрыть
urgent-order-by = Что сначала
urgent-by-deadline = По ближайшему сроку
urgent-by-delivery = По доставке
urgent-by = до { $time }
urgent-due = Срок { $time }
urgent-due-then = Срок { $time }, потом зовём: { $name }
urgent-was-due = Срок был { $time }
urgent-was-called = Срок был { $time }, позвали: { $name }
urgent-received = Получен { $time }
urgent-deliver-by = доставить до { $time }
urgent-turn = { $stage } · { $name } · { $done } из { $count }
urgent-said = { $name }: { $note }
urgent-used = { $used } из { $whole }
urgent-wanted = Нужно { $day }.
urgent-response = взят в работу через { $span }
urgent-stages =
    { $count ->
        [one] { $count } этап, один ответственный
        [few] { $count } этапа, у каждого ответственный
       *[many] { $count } этапов, у каждого ответственный
    }
urgent-delivered = Доставлен { $time }
urgent-stopped-withdrawn = Отозван { $time }
urgent-stopped-rejected = Отклонён { $time }
urgent-stopped-not-urgent = Не срочный с { $time }
urgent-step-started = { $stage }: отвечает { $other }
urgent-step-done = { $stage }: готово, { $name }
urgent-step-handed-over = { $stage }: { $name } → { $other }
urgent-step-reminded = { $stage }: напомнили, { $other }
urgent-step-escalated = { $stage }: опоздание, позвали: { $other }
urgent-step-stopped = Часы остановлены
urgent-word = Пояснение
urgent-hand-over = Передать
urgent-hand-over-now = Передать сейчас
urgent-to-order = Посмотреть часы
urgent-wall-more =
    { $count ->
        [one] И ещё { $count } идёт
        [few] И ещё { $count } идут
       *[many] И ещё { $count } идут
    }
urgent-begins-last = Когда закончены все предыдущие
urgent-begins-at-once = Сразу
urgent-begins-after = После этапа: { $stages }
urgent-which = О каком этапе речь
wall-loading = Загружаем экраны
wall-failed = Экраны не загрузились
wall-more = Экран на стене входит сам по ссылке и показывает срочные заказы одной площадки. Больше он ничего не видит.
wall-none = Ни один экран не вошёл.
wall-new = Подключить экран
wall-name = Название экрана
wall-site = Чьи срочные заказы показывать
wall-make = Создать ссылку
wall-wish = Укажите название экрана
wall-link = Откройте эту ссылку на экране до { $time }. Она работает один раз и больше не показывается.
wall-waits = Ждёт, пока ссылку откроют до { $time }
wall-seen = Был на связи { $time }
wall-made = { $name }, { $time }
wall-end = Отключить
wall-end-of = Отключить: { $name }
wall-ended = «{ $name }» отключён
wall-signed-out = Экран не подключён. Новую ссылку создаёт планировщик.
wall-silent = Нет сети. Срочные заказы появятся сами, как только она вернётся.
wall-no-script = Этой странице нужен JavaScript.
