### «Что если»: копия плана, изменения на бумаге, сравнение и принятие через утверждение.
what-if-loading = Загружаем сценарии
what-if-failed = Сценарии не загрузились
what-if-one-loading = Загружаем планы
what-if-one-failed = Сценарий не загрузился
what-if-none = Пока ничего не пробовали
what-if-none-more = Скопируйте текущий план и измените что-нибудь в копии. Сам план изменится только после утверждения сценария.
what-if-none-shared = Здесь появятся варианты, которыми с вами поделится плановик.
what-if-name = Что вы хотите узнать?
what-if-site = Чей план
what-if-copy = Скопировать план
what-if-made = План скопирован. Откройте копию и добавьте сценарий
what-if-anew = Перепланировать всё
what-if-anew-working = План составляется заново. Страницу можно закрыть: результат появится в этом списке
what-if-anew-name = План заново, { $day }
what-if-anew-scenario = Всё заново
what-if-anew-made = План, составленный заново, стоит рядом с сегодняшним. Откройте и сравните
what-if-anew-more = Заново планирует производство, закупки и перемещения — всё, что не заморожено, не закреплено и ещё не начато, — и показывает, что изменится. Заказы поставщикам при этом сдвигаются, сокращаются или отменяются. До утверждения сценария план не меняется.
what-if-whole-anew = Весь план заново
what-if-not-real = Не настоящий план
what-if-revision = Ревизия { $number }
what-if-copied = копия ревизии { $number }, { $time }
what-if-moved = План уже в ревизии { $number }, эта копия старше. Её можно сравнивать, но нельзя принять.
what-if-copy-again = Скопировать заново
what-if-scenarios = { $count ->
    [one] { $count } сценарий
    [few] { $count } сценария
   *[many] { $count } сценариев
}
what-if-shared = Открыто другим
what-if-share = Поделиться
what-if-share-stop = Закрыть доступ
what-if-share-more = Кто видит площадку { $site } и планирует, решает или руководит, может открыть
what-if-archive = В архив
what-if-take-out = Вернуть из архива
what-if-archived = Архив
what-if-add-name = Название нового сценария
what-if-add = Новый сценарий
what-if-add-like = Взять за основу «{ $name }»
what-if-compare = Планы рядом
what-if-ranked = По вашим весам
what-if-today = План сегодня
what-if-today-more = без изменений
what-if-edit-count = { $count ->
    [0] перепланировано, без правок
    [one] { $count } правка
    [few] { $count } правки
   *[many] { $count } правок
}
what-if-row-score = Балл
what-if-row-otif = В срок и полностью
what-if-row-fill = Количество в срок
what-if-row-late = Строки с опозданием
what-if-row-risk = Открытый спрос под угрозой
what-if-row-worst = { $work_center }, самая полная неделя
what-if-row-load = { $work_center }, загрузка по неделям
what-if-row-load-more = Черта — 100 %
what-if-row-stock = Средний запас
what-if-row-cost = Доп. затраты
what-if-row-margin = Маржа в срок
what-if-row-loses = Кто теряет
what-if-row-start = Можно начать
what-if-load-of = Загрузка { $work_center } по неделям: { $weeks }
what-if-nobody = Никто
what-if-losers = { $count ->
    [one] { $count } клиент, класса 1 нет
    [few] { $count } клиента, класса 1 нет
   *[many] { $count } клиентов, класса 1 нет
}
what-if-losers-first = { $count ->
    [one] { $count } клиент, из класса 1: { $first }
    [few] { $count } клиента, из класса 1: { $first }
   *[many] { $count } клиентов, из класса 1: { $first }
}
what-if-only-assumed = Решать нечего
what-if-caution-frozen = Затрагивает закрытые дни
what-if-caution-overtime-limit = Больше часов, чем можно в день
what-if-caution-supplier = Поставщик не подтвердил
what-if-money = Что дают деньги
what-if-money-more = В срок и полностью, % строк, и доп. затраты
what-if-money-point = { $name }: { $share } за { $cost }
what-if-weights = Что насколько важно
what-if-weight-reliability = Надёжность
what-if-weight-speed = Скорость
what-if-weight-cost = Затраты
what-if-rank = Упорядочить по этим весам
what-if-stays = «{ $name }» остаётся первым, пока вес надёжности от { $low } до { $high }.
what-if-adopting = { $count ->
    [0] В этом сценарии пока нечего решать.
    [one] Чтобы принять сценарий, руководитель решает о { $count } корректировке. Только тогда план изменится.
    [few] Чтобы принять сценарий, руководитель решает о { $count } корректировках. Только тогда план изменится.
   *[many] Чтобы принять сценарий, руководитель решает о { $count } корректировках. Только тогда план изменится.
}
what-if-adopt = Принять «{ $name }»
what-if-adoption-asked = Ждёт решения: открыть
what-if-adopted = Принят: открыть решение
what-if-edits = { $count ->
    [one] «{ $name }»: { $count } правка
    [few] «{ $name }»: { $count } правки
   *[many] «{ $name }»: { $count } правок
}
what-if-no-edits = Пока без правок: это сегодняшний план, пересчитанный заново. Выберите ниже, что должно быть иначе.
what-if-would = Что сделал бы план
what-if-would-counts = { $kind }: { $count }
what-if-would-kind-make-more = произвести
what-if-would-kind-make-less = произвести меньше или не производить
what-if-would-kind-move = перенести
what-if-would-kind-buy = купить
what-if-would-kind-transfer = привезти с другой площадки
what-if-would-kind-overtime = сверхурочные
what-if-would-kind-other = прочее
what-if-by = { $name }, { $time }
what-if-everything = Все заказы
what-if-assumed = допущение
what-if-remove = Убрать
what-if-put-away = Убрать этот сценарий
what-if-from = с { $day }
what-if-until = по { $day }
what-if-hours-a-day = { $hours } ч в день
what-if-price-by = цена { $percent }
what-if-down = стоит
what-if-open = открыто
what-if-shut = закрыто
what-if-cancelled = отменено
what-if-change = Изменить что-нибудь
what-if-kind = Что должно быть иначе
what-if-kind-demand = Больше или меньше спроса
what-if-kind-demand-line = Одна строка заказа
what-if-kind-new-demand = Новый заказ
what-if-kind-purchase = Закупка
what-if-kind-plan-line = Партия в плане
what-if-kind-capacity = Часы рабочего центра
what-if-kind-calendar = День открыт или закрыт
what-if-kind-promotion = Акция
what-if-kind-price = Цены
what-if-kind-plan-anew = Весь план заново
what-if-field-item = Материал
what-if-field-family = Семейство
what-if-field-customer = Клиент
what-if-field-line = Строка заказа
what-if-field-purchase = Закупка
what-if-field-lot = Партия
what-if-field-work-center = Рабочий центр
what-if-field-quantity = Новое количество (0 — отмена)
what-if-field-day = День
what-if-field-from = С
what-if-field-to = По
what-if-field-percent = На сколько процентов больше (−100 — отмена)
what-if-field-discount = Скидка в процентах
what-if-field-hours = Часов в день больше или меньше (−24: стоит)
what-if-field-weekday = Только в
what-if-field-open = День
what-if-apply = Рассчитать
what-if-waits = Принять «{ $name }»
adoption-loading = Загружаем сценарий
adoption-failed = Сценарий не загрузился
adoption-asked = Просит { $name }; решить до { $time }
adoption-moved = План уже в ревизии { $number }, поэтому утвердить нельзя. Верните, чтобы сценарий пересчитали.
adoption-does = { $count ->
    [one] После утверждения — { $count } корректировка
    [few] После утверждения — { $count } корректировки
   *[many] После утверждения — { $count } корректировок
}
adoption-assumes = Допущения, здесь не решаются
adoption-compare = Сравнить с другими сценариями
adoption-approve = Утвердить
adoption-approve-sure = Утвердить: план станет ревизией { $number }
adoption-state-approved = Утвердил(а) { $name }, { $time }
adoption-state-rejected = Отклонил(а) { $name }, { $time }
adoption-state-sent-back = Вернул(а) { $name }, { $time }
adoption-waiting = Сценарии на принятие
adoption-row = { $what_if } · { $site } · { $name }
