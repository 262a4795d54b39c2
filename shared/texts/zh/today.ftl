### 业务员的首页。
today-title = 今天
today-date = { $day }，第{ $week }周
today-log = 记录变更
today-log-for = 为 { $customer } 记录变更
today-call = 致电 { $customer }
today-now = 今天
today-late = 逾期
today-due = { $item } { $some }
today-due-and = { $first }，另有 { $count } 行
today-lines-late = { $count ->
    [1] { $item } 晚 { $days } 天
   *[other] { $count } 行逾期，最久 { $days } 天
}
today-line-slips = { $item } 交期晚 { $count } 天
today-more-visits = 另有 { $count } 家客户近期到期
today-answer-needed = 等您答复
today-moving = 您的变更进度
today-all = 全部 { $count } 条
today-alerts = 值得一看
today-alert = 这里有事需要留意
today-unfinished = 未完成：{ $customer }，{ $item }
today-draft-kept = 已保存在本机，{ $time }
today-empty = 本周没有到期订单
today-empty-more = 您的客户 7 天内没有到期订单，也没有变更等您处理。
today-no-data = 正在获取您的客户和订单
today-no-data-more = 首次需要几秒钟，之后这里没有网络也能用。
