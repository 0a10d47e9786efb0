# Who hears of it when somebody may come to harm, as the person reads it (CARE 8).

welcome-not-live = No one reads this live. If you tell us you feel very low, we show numbers to ring. We also tell { $role ->
    [care_co_ordinator] your care co-ordinator
    [team_leader] the team leader
    [programme_admin] the people who run the scheme
   *[other] someone in your team
 }, in working hours. It will not change what is decided.
distress-told = We have told { $role ->
    [care_co_ordinator] your care co-ordinator
    [team_leader] the team leader
    [programme_admin] the people who run the scheme
   *[other] someone in your team
 }. They see it in working hours.
distress-told-later = We have told { $role ->
    [care_co_ordinator] your care co-ordinator
    [team_leader] the team leader
    [programme_admin] the people who run the scheme
   *[other] someone in your team
 }. They will see it on { $day }.
