# Money up front: what there is, and who decides at which sum (CARE 5).

money-no-set = There is no set amount.
money-most = You can ask for up to { $pounds }.
money-up-front-bands = Up to { $first }, your care co-ordinator decides. Up to { $second }, two people must agree. Over that, three people must.
money-step = Up to { $pounds }, { $count ->
    [1] { $role ->
        [care_co_ordinator] your care co-ordinator
        [team_leader] the team leader
        [commissioner] the one who runs the fund
        [phb_facilitator] the budget helper
       *[other] one person
     } will say yes or no
    [2] two people must agree
    [3] three people must agree
   *[other] { $count } people must agree
 }.
money-step-over = Over that, { $count ->
    [1] { $role ->
        [care_co_ordinator] your care co-ordinator
        [team_leader] the team leader
        [commissioner] the one who runs the fund
        [phb_facilitator] the budget helper
       *[other] one person
     } will say yes or no
    [2] two people must agree
    [3] three people must agree
   *[other] { $count } people must agree
 }.
money-step-any = { $count ->
    [1] { $role ->
        [care_co_ordinator] Your care co-ordinator
        [team_leader] The team leader
        [commissioner] The one who runs the fund
        [phb_facilitator] The budget helper
       *[other] One person
     } will say yes or no
    [2] Two people must agree
    [3] Three people must agree
   *[other] { $count } people must agree
 }.
price-over-most = That is more than we can pay for one thing. The most is { $pounds }. Please type a sum up to that. Or tap I don't know, and we help you find one that fits.
