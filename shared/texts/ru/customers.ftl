### Список клиентов в телефоне.
customers-title = Клиенты
customers-search = Название, номер или город
customers-all = Все клиенты ({ $count })
customers-none = Нет вашего клиента «{ $typed }»
customers-none-yet = Клиентов в этом телефоне пока нет. Они придут при первой связи.
customers-open-lines = { $count ->
    [one] { $count } открытая строка
    [few] { $count } открытые строки
    [many] { $count } открытых строк
   *[other] { $count } открытой строки
}
customers-lines = Открытые строки
customers-changes = Изменения
customers-not-yours = Этот клиент не в вашей зоне или его ещё нет в телефоне.
