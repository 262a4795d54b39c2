### Units and spans of time, in words.
units-kit =
    { $count ->
        [one] kit
       *[other] kits
    }
units-box =
    { $count ->
        [one] box
       *[other] boxes
    }
units-can =
    { $count ->
        [one] can
       *[other] cans
    }
units-pail =
    { $count ->
        [one] pail
       *[other] pails
    }
units-drum =
    { $count ->
        [one] drum
       *[other] drums
    }
units-cartridge =
    { $count ->
        [one] cartridge
       *[other] cartridges
    }
units-sausage =
    { $count ->
        [one] foil pack
       *[other] foil packs
    }
units-bottle =
    { $count ->
        [one] bottle
       *[other] bottles
    }
units-bag =
    { $count ->
        [one] bag
       *[other] bags
    }
units-pallet =
    { $count ->
        [one] pallet
       *[other] pallets
    }
units-piece =
    { $count ->
        [one] piece
       *[other] pieces
    }
units-pcs =
    { $count ->
        [one] piece
       *[other] pieces
    }
units-ea =
    { $count ->
        [one] piece
       *[other] pieces
    }
units-set =
    { $count ->
        [one] set
       *[other] sets
    }
units-kg = kg
units-g = g
units-t = t
units-l = l
units-ml = ml
units-m = m
units-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
units-minutes = { $count } min
units-hours = { $count } h
units-hours-and-minutes = { $hours } h { $minutes } min
units-day-and-time = { $day }, { $time }
units-weeks =
    { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
