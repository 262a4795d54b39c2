### Запись изменения в четыре касания и ответ на него.
log-title = Записать изменение
log-tap = Касание { $number } из 4
log-which-customer = Какой клиент?
log-last-customers = Последние три
log-all-customers = Все клиенты
log-no-customer = Нет вашего клиента «{ $typed }»
log-no-customers-yet = Клиентов в этом телефоне пока нет. Они придут при первой связи.
log-which-line = Какая строка меняется?
log-no-open-lines = У клиента { $customer } нет открытых строк. Добавьте новую.
log-new-line = Новая строка
log-new-line-small = новая строка
log-which-item = Какой товар?
log-search-item = Название или код товара
log-no-item = Нет товара «{ $typed }»
log-no-items-yet = Товаров в этом телефоне пока нет. Они придут при первой связи.
log-order = Заказ { $reference }
log-order-line = Заказ { $reference }, строка { $line }
log-packed = Кратно { $count } { $unit }
log-line-moving = Изменение в пути
log-line-moving-by = { $some } в пути
log-line-promised-late = Обещано на { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
} позже
log-line-overdue = Просрочено на { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
log-quantity = Количество
log-ordered = Заказано { $some }
log-fewer = Меньше на { $count }
log-more = Больше на { $count }
log-type-quantity = { $some }. Ввести другое количество
log-date-wanted = Нужная дата
log-week-sooner = раньше на нед.
log-week-later = на неделю позже
log-pick-date = Выбрать дату
log-date-past = Этот день уже прошёл
log-urgent = Срочно
log-cancel-line = Отменить
log-below-zero = Меньше нуля заказать нельзя
log-fault-below-zero = Меньше нуля заказать нельзя
log-fault-below-minimum = Заказ не меньше { $minimum }
log-fault-too-many-decimals = У этого товара меньше знаков после запятой
log-fault-pack-multiple = Кратно { $pack }. Ближайшее: { $low } или { $high }
log-fault-pack-multiple-high = Кратно { $pack }. Ближайшее: { $high }
log-as-of = на { $time }
log-estimate-head = Оценка, не обещание
log-estimate-as-it-stands = Как есть
log-estimate-as-ordered = { $some } к { $day }
log-estimate-free = К этому дню свободно ещё { $some }.
log-estimate-on-time = { $all_with_unit } к { $day }
log-estimate-partly = { $some } к { $day }, все { $all } к { $later }
log-estimate-partly-open = { $some } к { $day }, остальное пока не видно
log-estimate-late = Все { $all_with_unit } к { $later }
log-estimate-none = По известным здесь запасам и поставкам пока не видно
log-estimate-released = Освободится { $some }
log-estimate-short = В этот день не хватит { $some }
log-estimate-kept = В срок
log-estimate-together = Уходит вместе со всем заказом. Когда готово остальное, этому телефону неизвестно: может быть позже
log-estimate-life = Клиенту нужен больший остаточный срок годности. Партий этот телефон не знает: может быть меньше или позже
log-estimate-rounded = Округлено до { $some }: клиент берёт полные слои или паллеты
log-estimate-old = Данным больше суток. Дата приблизительна
log-estimate-no-data = В этом телефоне нет запасов по этому товару. Ответ придёт после отправки.
log-frozen = { $site }: период закрыт. С { $day } или спросите плановика
log-why = Почему? Касание сохранит.
log-why-asleep = Сначала количество или дата, затем почему.
log-another-reason = Другая причина
log-fewer-reasons = Меньше причин
log-note = Заметка
log-note-added = Добавлено
log-confidence = Насколько это точно?
log-confidence-3 = Надежда
log-confidence-6 = Вероятно
log-confidence-9 = Точно
log-phone-full = Память телефона заполнена, изменение не сохранено. Освободите место и сохраните снова
log-not-saved = Изменение не сохранено. Попробуйте ещё раз; введённое осталось
log-saved = Сохранено в телефоне
log-saved-more = Отправится само, когда будет сеть. Можно закрыть приложение или выключить телефон.
log-sent = Отправлено
log-sent-more = Lockstep считает последствия. Ответ появится здесь и на экране «Сегодня».
log-refused = Это не принято
log-conflict = Это изменил и кто-то другой
log-settle = Что можно сделать
log-reason = Почему
log-as-before = { $day }, как было
log-summary-estimate = Оценка на { $time }
log-summary-on-time = { $some } в срок
log-summary-partly = { $some } в срок, { $rest } к { $day }
log-next-sent = Дальше: отправка
log-next-assessed = Дальше: оценка
log-next-proposed = Дальше: предложение
log-next-decided = Дальше: решение
log-next-plan = Дальше: в плане
log-another-for = Ещё изменение: { $customer }
log-to-today = На экран «Сегодня»
log-logged-in = Записано за { $count ->
    [one] { $count } секунду
    [few] { $count } секунды
    [many] { $count } секунд
   *[other] { $count } секунды
}
log-undo = Отменить
log-taken-back = Отменено. Ничего не отправлено
log-withdrawn = Отозвано
log-not-here = Этого изменения в телефоне уже нет. Посмотрите в «Изменениях».
log-effect-cancel = Отмена
log-effect-urgent = Срочно
log-effect-none = Без разницы
log-effect-weeks-later = { $count ->
    [1] на неделю позже
    [one] на { $count } неделю позже
    [few] на { $count } недели позже
    [many] на { $count } недель позже
   *[other] на { $count } недели позже
}
log-effect-weeks-sooner = { $count ->
    [1] на неделю раньше
    [one] на { $count } неделю раньше
    [few] на { $count } недели раньше
    [many] на { $count } недель раньше
   *[other] на { $count } недели раньше
}
log-effect-to = на { $day }
log-answered = Ответ пришёл
log-answered-in = Ответ за { $count } с
log-answer-first = { $some } — { $day }
log-answer-more = ещё { $some } — { $day }
log-answer-joint = {", "}
log-answer-none = Как есть, поставить нечего
log-answer-cancel-title = Отменено, как просили
log-answer-about = { $item }, с { $before } до { $after }
log-answer-kept = В срок и полностью
log-answer-released = Никто не пострадает. Запас освободится
log-answer-late = Опоздание { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
log-answer-short = { $some } не успевают к нужной дате
log-answer-short-late = { $some } не успевают, опоздание { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
log-answer-slips = { $count ->
    [one] Сдвинется { $count } чужой заказ
    [few] Сдвинутся { $count } чужих заказа
    [many] Сдвинется { $count } чужих заказов
   *[other] Сдвинется { $count } чужого заказа
}
log-column-estimate = Оценка { $time }
log-column-firm = Точно { $time }
log-row-on = { $day }
log-row-all = Все { $all }
log-row-open = пока не видно
log-why-not-sooner = Почему не раньше
log-why-so = Почему
log-where-it-stands = На каком шаге
log-tell-customer = Сообщить клиенту
log-copied = Скопировано. Вставьте в сообщение
log-correct = Исправить
log-withdraw = Отозвать
log-estimate-promised = { $some } в срок, { $day }
log-estimate-promised-late = { $some } обещано на { $day }, опоздание { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
log-comparison = Оценка рядом с точным ответом
log-answer-shipped = Из них уже отгружено { $some }
log-answer-after-wanted = Полностью, на { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
} позже нужной даты, как обещано
log-note-photo = Фото, заметка
log-photos = Фото
log-photo-take = Сделать фото
log-photo-choose = Выбрать
log-photo-working = Фото уменьшается
log-photo-added = Фото сохранено в телефоне
log-photo-unreadable = Телефон не может прочитать этот файл. Выберите другую картинку
log-photo-full = Память телефона заполнена, фото не сохранено. Освободите место и снимите снова
log-photo-number = Фото { $number }
log-photo-remove = Убрать фото { $number }
log-photos-here = { $count } фото, ещё в телефоне
log-photos-sent = { $count } фото, отправлено
