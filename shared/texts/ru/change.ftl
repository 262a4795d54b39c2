### Изменения спроса: что просят, к чему ведёт, где находится
change-wish-more = { $customer } просит ещё { $quantity } { $unit }
change-wish-less = { $customer } просит на { $quantity } { $unit } меньше
change-wish-sooner = { $customer } просит раньше на { $shift }
change-wish-later = { $customer } просит позже на { $shift }
change-wish-new = { $customer } просит новую строку: { $amount }
change-wish-cancel = { $customer } отменяет строку
change-wish-urgent = { $customer } просит ускорить
change-wish-site = { $customer }: отгрузить с площадки { $site }
change-effect-cancel = отмена
change-effect-sooner = раньше на { $shift }
change-effect-later = позже на { $shift }
change-effect-urgent = срочно
change-effect-site = с площадки { $site }
change-title = { $effect } для { $customer }
change-order = Заказ { $reference }
change-from-to = было { $before }, станет { $after }
change-line = { $item }, { $amount } к { $day }
change-line-was = { $item }, { $amount }, было { $day }
change-line-why = { $what } { $reason }.
change-urgent = Срочно
change-by = Изменение: { $name }
change-loading = Загружаем изменение
change-loading-list = Загружаем изменения
change-failed = Изменение не загрузилось
change-failed-list = Изменения не загрузились
change-none = Изменений пока нет
change-none-more = Изменение, записанное в телефоне, появится здесь, как только будет отправлено.
change-none-moving = Все изменения дошли до конца.
change-log = Записать изменение
change-which = Какие изменения
change-all = Все { $count }
change-moving = В пути { $count }
change-assessing = Оцениваем последствия
change-may-leave = Можно уйти. Ответ будет в «Сегодня» и здесь.
change-answer-part = { $amount } к { $day }
change-answer-none = В пределах горизонта поставить нельзя
change-answer-cancel = Строку можно отменить
change-short = Нехватка { $amount }
change-late =
    { $count ->
        [one] Опоздание { $count } день
        [few] Опоздание { $count } дня
        [many] Опоздание { $count } дней
       *[other] Опоздание { $count } дня
    }
change-kept = В срок
change-slips =
    { $count ->
        [one] Сдвинется ещё { $count } заказ
        [few] Сдвинутся ещё { $count } заказа
        [many] Сдвинутся ещё { $count } заказов
       *[other] Сдвинутся ещё { $count } заказа
    }
change-as-of = Рассчитано { $time }
change-chosen = Выбрано: { $way }
change-promised-now = Обещано: { $parts }
change-promised-later =
    { $count ->
        [one] На { $count } день позже желаемого
        [few] На { $count } дня позже желаемого
        [many] На { $count } дней позже желаемого
       *[other] На { $count } дня позже желаемого
    }
change-without-action = Как было до решения
change-chosen-amended = Выбрано с правкой: { $way }
change-where-it-stands = Где находится
change-so-far = прошло { $span }
change-correct = Исправить
change-to-decision = К решению
change-step-on-phone = В телефоне
change-step-received = Отправлено
change-step-assessed = Оценено
change-step-proposed = Предложено
change-step-decided = Решено
change-step-applied = В плане
change-step-made = Произведено
change-step-shipped = Отгружено
change-photo = Фото { $number }, { $name }
change-photo-on-phone = Фото ещё в телефоне
