### 预警，一句话说清。日期、数量和数字在传入前已写好。
alert-order-slips =
    { $days ->
        [0] { $customer }：{ $item } { $quantity }，{ $promised_on }无法足量交货
       *[other] { $customer }：{ $item } { $quantity } 推迟 { $days } 天，原交期 { $promised_on }
    }
alert-stock-short = { $site }：{ $item } { $on }缺 { $quantity }
alert-kpi-crossed = { $site }：{ $kpi }已越过阈值
alert-proposal-overdue = { $customer }，{ $item }：决策已逾期
alert-agreement-overdue = { $site } 的 { $name }：决策已逾期
alert-order-gains = { $customer }：短缺分配后，{ $quantity } { $item } 保留至 { $possible_on } 交付
alert-order-returns = { $customer }：{ $quantity } { $item } 又可提前到{ $possible_on }交付
alert-supply-overdue = { $supplier }：{ $item } { $quantity } 已逾期 { $days } 天，采购单 { $reference }
alert-rule-stock =
    { $several ->
        [no] { $rule }：{ $site } 的 { $item } 库存 { $quantity }
       *[yes] { $rule }：{ $site } 有 { $count } 个物料，最紧的是 { $item }，库存 { $quantity }
    }
alert-rule-kpi = { $rule }：{ $site } 的{ $kpi }
alert-rule-promise =
    { $several ->
        [no] { $rule }：{ $customer } 订单 { $order } 晚 { $days } 天
       *[yes] { $rule }：{ $count } 个订单，最晚的是 { $customer }，晚 { $days } 天
    }
alert-rule-capacity =
    { $several ->
        [no] { $rule }：{ $site } 的 { $work_center } 工时占用 { $percent } %
       *[yes] { $rule }：{ $site } 有 { $count } 个工作中心，最满的是 { $work_center }，{ $percent } %
    }
alert-rule-forecast =
    { $several ->
        [no] { $rule }：{ $site } 的 { $item } 订货 { $quantity }，预测 { $forecast_quantity }
       *[yes] { $rule }：{ $site } 有 { $count } 个物料，偏差最大的是 { $item }，订货 { $quantity }，预测 { $forecast_quantity }
    }
alert-rule-promotion =
    { $about ->
        [season] { $rule }：{ $site } 的 { $item } 季初将缺 { $quantity }，须在 { $on } 前到位
       *[promotion] { $rule }：{ $name }，{ $site } 的 { $item } 自 { $on } 起不足，缺 { $quantity }
    }
alert-rule-decision =
    { $several ->
        [no] { $rule }：{ $customer } 的 { $item } 等待决策
       *[yes] { $rule }：{ $site } 有 { $count } 项待决策，首先是 { $customer } 的 { $item }
    }
alert-rule-delivery =
    { $several ->
        [no] { $rule }：{ $supplier } 的 { $item }，订单 { $reference }，应于 { $due_on } 到货
       *[yes] { $rule }：{ $site } 有 { $count } 笔到货，首先是 { $supplier } 的 { $item }，应于 { $due_on } 到货
    }
alert-rule-production =
    { $several ->
        [no] { $rule }：{ $item } 生产订单 { $reference }，应于 { $due_on } 完工
       *[yes] { $rule }：{ $site } 有 { $count } 个生产订单，首先是 { $item }，应于 { $due_on } 完工
    }
alert-mail-returned = { $name }：发往 { $address } 的邮件被退回。修正地址之前不再发送
alert-supply-declined = { $supplier } 无法按要求交货：{ $item }，采购单 { $reference }
alert-urgent-stage =
    { $stage ->
        [receipt] 插单 { $number }，{ $customer }：请确认
        [feasibility] 插单 { $number }，{ $customer }：能否生产
        [scheduling] 插单 { $number }，{ $customer }：请排产
        [material] 插单 { $number }，{ $customer }：请备齐物料
        [making] 插单 { $number }，{ $customer }：请生产
        [packing] 插单 { $number }，{ $customer }：请包装
       *[delivery] 插单 { $number }，{ $customer }：请送货
    }
alert-promotion-short = { $name }：{ $site } 的 { $item } 自 { $on } 起不足，缺 { $quantity }
alert-season-short = { $site } 的 { $item }：季初将缺 { $quantity }，须在 { $on } 前到位
alert-season-surplus = { $site } 的 { $item }：{ $on }结束时将剩余 { $quantity }
alert-supply-ends = { $site } 的 { $item }：供应于 { $end_on } 结束。此后需要 { $needed_quantity }，自 { $on } 起将缺 { $quantity }；请在 { $due_on } 前订购，提前期 { $days } 天
