### The customer list on the phone.
customers-title = Customers
customers-search = Name, number or city
customers-all = All customers ({ $count })
customers-none = No customer of yours matches “{ $typed }”
customers-none-yet = Your customers are not on this phone yet. They come with the first connection.
customers-open-lines = { $count ->
    [one] { $count } open line
   *[other] { $count } open lines
}
customers-lines = Open lines
customers-changes = Changes
customers-not-yours = This customer is not in your territory, or not on this phone yet.
