### Что пишется в письмах, и страница, которая их прекращает.
mail-test-subject = Проверка от Lockstep
mail-test-body = Это проверка. Письма от Lockstep до вас доходят.
mail-end-title = Прекратить такие письма
mail-end-ask = Вы больше не хотите получать такие письма? Заказы и запросы, требующие вашего ответа, приходить будут.
mail-end-yes = Больше не присылать
mail-end-done = Готово. Такие письма вам больше не придут.
mail-quotation-asked-subject = Запрос цены { $reference }
mail-quotation-asked-body = { $company } просит { $supplier } назвать цену и срок поставки.
mail-purchase-ordered-subject = Просим подтвердить заказ { $reference }
mail-purchase-ordered-body = { $company } просит { $supplier } подтвердить заказ { $reference } построчно.
mail-purchase-changed-subject = Изменение заказа { $reference }
mail-purchase-changed-body = { $company } изменила заказ { $reference }. Сообщите, пожалуйста, может ли { $supplier } поставить его в новом виде.
mail-purchase-cancelled-subject = Отмена заказа { $reference }
mail-purchase-cancelled-body = { $company } отменяет эти строки заказа { $reference }. Просим подтвердить.
mail-forecast-shared-subject = Наш план закупок: { $reference }
mail-forecast-shared-body = Это то, что { $company } планирует купить у { $supplier } за следующие 13 недель. Это не заказ. Сообщите, пожалуйста, какой объём вы готовы обещать.
mail-delivery-to = Место поставки: { $site }.
mail-answer-by = Просим ответить до { $time }.
mail-answer-here = Ответить здесь, без регистрации
mail-answer-link = Ссылка предназначена только вам. Она действует 30 дней.
mail-note = Примечание: { $note }
mail-column-item = Позиция
mail-column-quantity = Количество
mail-column-day = Дата
mail-column-before = До сих пор
mail-column-expected = Из них ожидается, ещё не заказано
mail-column-code = Код позиции
mail-column-unit = Единица
mail-column-answer = Ответ
mail-column-order = Заказ
mail-before = { $amount }, { $day }
mail-part = { $amount } — { $day }
mail-outcome-confirmed = Подтверждено
mail-outcome-changed = С изменениями
mail-outcome-declined = Отказ
mail-supplier-answered-subject = { $supplier } — ответ: { $reference }
mail-supplier-answered-body = Пришёл ответ по { $reference } от { $supplier }. План и обещания уже учитывают его.
mail-look = Открыть в Lockstep
mail-foot = Отправлено Lockstep от имени { $company }.
mail-greeting = Здравствуйте, { $name }!
mail-order-confirmed-subject = Заказ { $order }: подтверждён
mail-order-confirmed-body = Спасибо за заказ { $order }. Вот что и когда мы поставим.
mail-date-moved-subject = Заказ { $order }: раньше обещанного
mail-date-moved-body = Ваш заказ { $order } придёт раньше, чем мы сообщали.
mail-delayed-subject = Заказ { $order }: позже обещанного
mail-delayed-body = Приносим извинения: часть вашего заказа { $order } придёт позже обещанного. Мы сообщаем об этом сразу, как только узнали сами.
mail-shipped-subject = Заказ { $order }: в пути
mail-shipped-body = Эти строки вашего заказа { $order } отправлены.
mail-order-cancelled-subject = Заказ { $order }: отменён
mail-order-cancelled-body = Эти строки вашего заказа { $order } отменены.
mail-day-open = новую дату сообщим
mail-day-was = { $day } (было { $before })
mail-end-here = Больше не присылать такие письма: { $link }
mail-digest-subject = { $company }: что вас ждёт
mail-digest-body = Доброе утро, { $name }. Вот как обстоят дела.
mail-digest-alerts = { $count ->
    [0] На ваших площадках и у ваших клиентов предупреждений нет.
    [one] На ваших площадках и у ваших клиентов { $count } предупреждение.
    [few] На ваших площадках и у ваших клиентов { $count } предупреждения.
   *[many] На ваших площадках и у ваших клиентов { $count } предупреждений.
}
mail-digest-decisions = { $count ->
    [0] Ни одно решение вас не ждёт.
    [one] Ждёт { $count } решение.
    [few] Ждут { $count } решения.
   *[many] Ждут { $count } решений.
}
mail-silent-subject = Вас ждут: { $what }
mail-silent-body = Сообщение пришло на ваш телефон, но вы с тех пор не заглядывали. Поэтому вы получили это письмо.
mail-silent-settings = Такие письма можно отключить в настройках.
