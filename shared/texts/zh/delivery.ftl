### How an order line may be delivered.
delivery-how = 交货规则
delivery-loading = 正在查询交货规则
delivery-failed = 无法显示交货规则
delivery-holds = 现行规则
delivery-any-day = 不限最晚交货日
delivery-late = { $count ->
    [0] 只能在要求的日期交货，否则不交
   *[other] 最多比要求的日期晚 { $count } 天
}
delivery-parts = 可以分批交货
delivery-parts-from = 可以分批交货，每批至少 { $amount }
delivery-whole = 只能一次交齐
delivery-together = 整单同日发货：{ $count } 个未结行
delivery-apart = 各行到货即发
delivery-order-together = 整单同日发货
delivery-says-order = 本订单的规定
delivery-says-customer = 客户的规则
delivery-says-nobody = 没有另行规定
delivery-of-order = 本订单
delivery-of-customer = { $name } 的所有订单
delivery-no-rule = 无规则
delivery-as-customer = 按客户规则
delivery-most-days = 最多晚几天
delivery-in-parts = 分批交货
delivery-least = 最小批量（{ $unit }）
delivery-least-share = 最小批量（占订单行的百分比）
delivery-order = 订单各行
delivery-rounds = 订购数量向上取整到
delivery-full-layer = 整层
delivery-full-pallet = 整托盘
delivery-rounded-layer = 向上取整到整层
delivery-rounded-pallet = 向上取整到整托盘
delivery-not-rounded = 不按层或托盘取整
delivery-life = 交货后至少还能保存几天
delivery-lasts = 交货后至少还有 { $count } 天保质期
delivery-lasts-usable = 到货时仍在保质期内即可
delivery-keep = 保存
delivery-kept = 已保存，承诺和提案会随之更新
delivery-number = 天数必须是整数；最小批量必须是数字，百分比不超过 100
