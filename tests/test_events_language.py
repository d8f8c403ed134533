"""How news is put into words: one table a turn of language, each with what must come out.

Texts are published on Thursday 12 June 2025.
"""

from __future__ import annotations

import pytest

from geomap.gazetteer import Gazetteer
from geomap.model import ClaimStatus
from test_events_rules import Want, check, read

W = Want


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


ORDER_OF_WORDS = {
    "a participle opens the sentence, its place follows the comma": (
        "Shelled by Russian guns through the night, the town of Nikopol counted two dead.",
        [W("shelling", "Nikopol", "Russia", counts={"killed": 2})],
    ),
    "a participle opens the sentence, its places follow the verb": (
        "Also struck by Russian drones were the towns of Izmail and Reni.",
        [W("drone_attack", "Izmail", "Russia"), W("drone_attack", "Reni", "Russia")],
    ),
    "the wounded come before their number": (
        "A Russian missile hit Kramatorsk on Monday. Wounded in the attack were 14 people.",
        [W("missile_strike", "Kramatorsk", "Russia", "2025-06-09", {"injured": 14})],
    ),
    "the place stands in the main clause, the blow in the one with when": (
        "In Sumy, four people were hurt when a Russian drone hit a shop on Tuesday.",
        [W("drone_attack", "Sumy", "Russia", "2025-06-10", {"injured": 4})],
    ),
    "what was shot down is a share of what was sent": (
        "Of the 84 drones that Russia launched at Ukraine overnight, 61 were shot down.",
        [W("drone_attack", "Ukraine", "Russia", counts={"launched": 84, "downed": 61})],
    ),
    "the share follows as those": (
        "Russia sent 40 drones against Ukraine on Monday and 31 of those were brought down.",
        [W("drone_attack", "Ukraine", "Russia", "2025-06-09", {"launched": 40, "downed": 31})],
    ),
    "one verb for several places, each with its number": (
        (
            "Russia's Defense Ministry said 12 Ukrainian drones were downed over the Kursk region "
            "and nine over the Bryansk region on Monday."
        ),
        [
            W("interception", "Kursk Oblast", "Ukraine", "2025-06-09", {"downed": 12}),
            W("interception", "Bryansk Oblast", "Ukraine", "2025-06-09", {"downed": 9}),
        ],
    ),
    "a number out of an apposition is a part": (
        (
            "Russia's Defense Ministry said 60 Ukrainian drones were downed on Monday, 25 of them "
            "over the Kursk region."
        ),
        [
            W("interception", "Russia", "Ukraine", "2025-06-09", {"downed": 60}),
            W("interception", "Kursk Oblast", "Ukraine", "2025-06-09", {"downed": 25}),
        ],
    ),
    "the object of a relative clause stands before it": (
        (
            "On Sunday the army stood before Bara, in North Kordofan, which the Rapid Support "
            "Forces had captured on Friday."
        ),
        [W("territory_captured", "Bara", "Rapid Support Forces", "2025-06-06")],
    ),
}

WHERE = {
    "a town that only locates another": (
        "Israeli settlers set fire to cars in Huwara, south of Nablus, on Monday.",
        [W("riot", "Huwara")],
    ),
    "a hospital in a town is one place": (
        "An Israeli strike hit the Nasser Hospital in Khan Younis on Monday.",
        [W("strike", "Nasser Hospital", "Israel", "2025-06-09")],
    ),
    "the finer place of the same words": (
        "In southern Ukraine, two people were killed in Russian shelling of Nikopol on Monday.",
        [W("shelling", "Nikopol", "Russia", "2025-06-09", {"killed": 2})],
    ),
    "the region of a town of its name": (
        "Russian drones attacked the region of Chernihiv on Monday, wounding two people.",
        [W("drone_attack", "Chernihiv Oblast", "Russia", "2025-06-09", {"injured": 2})],
    ),
    "the capital belongs to its country": (
        "Explosions were heard in the Sudanese capital on Monday.",
        [W("explosion", "Khartoum", None, "2025-06-09")],
    ),
    "where words were spoken": (
        "A drone hit a ship off Odesa on Monday, the agency said Thursday in Vienna.",
        [W("drone_attack", "Odesa", None, "2025-06-09")],
    ),
    "those who condemn an attack are elsewhere": (
        "A Russian missile hit Sumy on Monday. The attack was condemned by leaders in Paris.",
        [W("missile_strike", "Sumy", "Russia", "2025-06-09")],
    ),
    "the war that talks are about is not where they are held": (
        "The American and Russian presidents held talks on the war in Ukraine in Riyadh on Monday.",
        [W("talks", "Riyadh", None, "2025-06-09")],
    ),
    "who leads the countries that meet": (
        "The leaders of France, Germany and Poland met in Kyiv on Monday.",
        [W("talks", "Kyiv", None, "2025-06-09")],
    ),
    "a destination is no scene": (
        "Houthi forces struck a tanker off Hodeidah on Monday that was bound for Eilat.",
        [W("strike", "Hodeidah", "Houthis", "2025-06-09")],
    ),
    "a name that no gazetteer lists is not the town told of before": (
        (
            "Russian shells hit Kherson on Monday, killing one person. In Velykomalynivka, "
            "which lies far away, three people were killed by a bomb."
        ),
        [
            W("shelling", "Kherson", "Russia", "2025-06-09", {"killed": 1}),
            W("explosion", None, counts={"killed": 3}),
        ],
    ),
}

HOW_MANY = {
    "a child and its parent": (
        "A Russian drone killed three children and their father in Sumy on Monday.",
        [W("drone_attack", "Sumy", "Russia", counts={"killed": 4})],
    ),
    "him and others": (
        "A strike on Beirut on Monday killed him and four other people.",
        [W("strike", "Beirut", counts={"killed": 5})],
    ),
    "an age is no number of people": (
        "Shelling of Kherson on Monday killed a woman of 81 and a boy, 14, was wounded.",
        [W("shelling", "Kherson", counts={"killed": 1, "injured": 1})],
    ),
    "left so many dead and so many hurt": (
        "A bomb in Quetta on Monday left at least 12 shoppers dead and 30 wounded.",
        [W("explosion", "Quetta", counts={"killed": 12, "injured": 30})],
    ),
    "a share of the wounded is no further toll": (
        (
            "Shelling of Kherson on Monday wounded nine people. Two of the wounded were taken to "
            "hospital."
        ),
        [W("shelling", "Kherson", counts={"injured": 9})],
    ),
    "those among the dead are no further dead": (
        "Shelling of Kherson on Monday killed nine people. Among the dead were two children.",
        [W("shelling", "Kherson", counts={"killed": 9})],
    ),
    "the number has risen": (
        "The number of people killed in Monday's shelling of Kherson has risen to 24.",
        [W("shelling", "Kherson", day="2025-06-09", counts={"killed": 24})],
    ),
    "money is no number of people": (
        "A commander with a $5 million bounty was killed in a strike on Idlib on Monday.",
        [W("strike", "Idlib", day="2025-06-09", counts={"killed": 1})],
    ),
    "a missile and many drones are an attack of drones": (
        "Russia fired a ballistic missile and 85 drones at Ukraine on Monday.",
        [W("drone_attack", "Ukraine", "Russia", counts={"launched": 85})],
    ),
}

WHAT = {
    "bombs that jets drop come from the air": (
        "A military jet dropped two bombs on Mandalay on Monday.",
        [W("air_strike", "Mandalay")],
    ),
    "debris that hits a house": (
        "A woman was hurt in Rostov-on-Don on Monday when debris hit a house.",
        [W("debris", "Rostov-on-Don", counts={"injured": 1})],
    ),
    "a mine kills": (
        "Four shepherds were killed by a mine near Palmyra on Monday.",
        [W("mine", "Tadmur", counts={"killed": 4})],
    ),
    "bandits attack on the ground": (
        "Bandits attacked a market in Kaduna on Monday, killing seven traders.",
        [W("armed_clash", "Kaduna", counts={"killed": 7})],
    ),
    "forces that attack near a town fight there": (
        "Russian forces attacked near Vovchansk on Monday.",
        [W("armed_clash", "Vovchansk", "Russia")],
    ),
    "drones seen over an airport": (
        "Several drones were spotted over Copenhagen on Monday night.",
        [W("overflight", "Copenhagen")],
    ),
    "people who are ordered to leave": (
        "Families were ordered on Monday to leave Kramatorsk.",
        [W("evacuation", "Kramatorsk", None, "2025-06-09")],
    ),
    "villages that a ministry claims": (
        "Two villages near Pokrovsk were claimed on Monday by Russia's Defense Ministry.",
        [W("territory_captured", "Pokrovsk", None, "2025-06-09")],
    ),
    "the fall of a town": (
        "The fall of Avdiivka was announced by Russian generals on Monday.",
        [W("territory_captured", "Avdiivka", None, "2025-06-09")],
    ),
}

LISTS = {
    "as well as goes on with a list": (
        "Warplanes raided the town of Srifa, as well as the outskirts of Khiam, on Monday.",
        [W("air_strike", "Srifa"), W("air_strike", "Khiam")],
    ),
    "a bracket says where a village lies": (
        "Ukrainian forces liberated Kucheriv Yar (northeast of Dobropillia) on Monday.",
        [W("territory_regained", "Kucheriv Yar", "Ukraine")],
    ),
    "a bracket does not end the clause": (
        "A drone of the Rapid Support Forces (RSF) hit a prison in El Obeid on Monday.",
        [W("drone_attack", "El Obeid", "Rapid Support Forces")],
    ),
    "a point of the compass gives way to the village": (
        "Russian forces attacked north of Lyman near Kolodiazi and southeast of Lyman near Yampil.",
        [W("armed_clash", "Kolodiazi", "Russia"), W("armed_clash", "Yampil", "Russia")],
    ),
    "the district at the front holds the village": (
        "In the Grayvoron District, the village of Glotovo was attacked by drones on Monday.",
        [W("drone_attack", "Glotovo")],
    ),
    "a district is no second place": (
        "An Israeli strike on Maaroub, in the district of Tyre, wounded 12 people on Monday.",
        [W("strike", "Maaroub", "Israel", counts={"injured": 12})],
    ),
    "a village unlisted leads on to its region": (
        "Trucks were hit by a drone near Hamrat Ash Zeikh, North Kordofan, on Monday.",
        [W("drone_attack", "North Kordofan")],
    ),
    "another one elsewhere": (
        "An Israeli raid on a car in Touline and another on a van in Khiam killed two on Monday.",
        [W("strike", "Touline", "Israel"), W("strike", "Khiam", "Israel")],
    ),
    "joined verbs keep their own places": (
        "Israel's air force struck command centres in Tehran and pounded a base near Kermanshah.",
        [W("air_strike", "Tehran", "Israel"), W("air_strike", "Kermanshah", "Israel")],
    ),
    "a pair of tolls has one place": (
        (
            "Jets bombed posts in Oddar Meanchey on Monday after a soldier was killed and four "
            "were wounded in an exchange of fire in Nam Yuen."
        ),
        [
            W("air_strike", "Ŏtâr Méanchey"),
            W("armed_clash", "Amphoe Nam Yuen", counts={"killed": 1, "injured": 4}),
        ],
    ),
    "a semicolon parts two statements": (
        "Shelling wounded a man in Nikopol on Monday; trains to Kherson ran on time.",
        [W("shelling", "Nikopol", counts={"injured": 1})],
    ),
    "one blow while another": (
        (
            "The Israeli army blew up houses in Houla on Monday, while a drone attack on a car "
            "in Khiam killed one person."
        ),
        [W("explosion", "Houla", "Israel"), W("drone_attack", "Khiam", counts={"killed": 1})],
    ),
    "semicolons may part a list": (
        (
            "Russian forces attacked near Kupiansk itself; north of Kupiansk near Kindrashivka; "
            "and southeast of Kupiansk near Pishchane on Monday."
        ),
        [
            W("armed_clash", "Kupiansk", "Russia"),
            W("armed_clash", "Kindrashivka", "Russia"),
            W("armed_clash", "Pishchane", "Russia"),
        ],
    ),
    "so many over each": (
        (
            "Russia's Defense Ministry said 26 Ukrainian drones were destroyed over the Belgorod "
            "region and 14 each over the Tambov and Voronezh regions on Monday."
        ),
        [
            W("interception", "Belgorod Oblast", counts={"downed": 26}),
            W("interception", "Tambov Oblast", counts={"downed": 14}),
            W("interception", "Voronezh Oblast", counts={"downed": 14}),
        ],
    ),
    "a refinery and a depot": (
        (
            "Ukraine confirmed strikes on the Ryazan oil refinery and on a drone depot at the "
            "Donetsk airport on Monday."
        ),
        [W("strike", "Ryazan", "Ukraine"), W("strike", "Donetsk", "Ukraine")],
    ),
    "shots exchanged here, a strike there": (
        (
            "Troops and rebels exchanged fire in Tselemti on Saturday, and drone strikes hit two "
            "trucks in Enticho on Monday."
        ),
        [
            W("armed_clash", "Tselemti", day="2025-06-07"),
            W("drone_attack", "Intich’o", day="2025-06-09"),
        ],
    ),
    "protests spread to towns": (
        "Protests over prices spread from Tehran's bazaar to Isfahan and Shiraz on Monday.",
        [W("protest", "Isfahan"), W("protest", "Shiraz")],
    ),
}

STORIES = {
    "the attack was on a village of the region": (
        (
            "A Ukrainian drone fell on a house in the Lipetsk region on Monday, killing a woman. "
            "Two others were hurt in the attack, on a village in the Lebedyan district."
        ),
        [W("drone_attack", "Lebedyanskiy Rayon", "Ukraine", counts={"killed": 1, "injured": 2})],
    ),
    "the strike took place in the hills": (
        (
            "American aircraft struck fighters in Somalia on Monday. The strike took place near "
            "Bosaso."
        ),
        [W("air_strike", "Bosaso", "United States", "2025-06-09")],
    ),
    "a port and its terminal are one place": (
        (
            "Drone debris damaged a depot at the Sheskharis terminal in Novorossiysk on Monday, "
            "injuring three crew members."
        ),
        [W("debris", "Novorossiysk port", counts={"injured": 3})],
    ),
    "a toll of a town that was taken": (
        "The army recaptured Khartoum on Monday. More than 50 militants were killed.",
        [W("territory_regained", "Khartoum", counts={"killed": 50})],
    ),
    "a toll after a list belongs nowhere": (
        "The army shelled Sumy and Shostka on Monday. Nine people were killed.",
        [W("shelling", "Sumy", counts={}), W("shelling", "Shostka", counts={})],
    ),
    "a night's total is the country's": (
        (
            "A drone hit a depot in Engels on Monday, wounding two. Ukrainian drones were over "
            "many regions. Some 117 of them were intercepted."
        ),
        [
            W("drone_attack", "Engels", counts={"injured": 2}),
            W("interception", "Russia", counts={"downed": 117}),
        ],
    ),
    "nobody was hurt there": (
        "A Russian drone hit a shop in Izmail on Monday. There, nobody was hurt.",
        [W("drone_attack", "Izmail", "Russia", counts={"injured": 0})],
    ),
    "the enemy that strikes the writers' land": (
        "The enemy attacked with 86 drones on Monday, Ukraine's air force said.",
        [W("drone_attack", "Ukraine", "Russia", counts={"launched": 86})],
    ),
    "people pulled out alive": (
        "A Russian missile hit Dnipro on Monday. A woman was pulled out alive in Samar.",
        [W("missile_strike", "Dnipro", "Russia")],
    ),
    "the enemy of a country": (
        "The enemy hit Nikopol with artillery on Monday.",
        [W("shelling", "Nikopol", "Russia")],
    ),
    "its troops after a party": (
        "Israel met with success, it said. Its air force struck Kermanshah on Monday.",
        [W("air_strike", "Kermanshah", "Israel")],
    ),
    "its troops pushed the other side back": (
        "Ukraine said its troops had pushed Russian forces back and regained Robotyne on Monday.",
        [W("territory_regained", "Robotyne", "Ukraine")],
    ),
    "who tells of a blow did not strike it": (
        (
            "Hezbollah fired rockets at Metula on Monday. The Israeli army said one drone had hit "
            "a factory in Nahariya."
        ),
        [W("rocket_attack", "Metula", "Hezbollah"), W("drone_attack", "Nahariyya", "Hezbollah")],
    ),
    "planes of a ground battle": (
        (
            "In the Kursk region, 14 assaults were repulsed on Monday; planes dropped nine glide "
            "bombs."
        ),
        [W("armed_clash", "Kursk Oblast"), W("air_strike", "Kursk Oblast")],
    ),
    "a hospital takes in who was hurt elsewhere": (
        ("Israeli tanks shelled Rafah on Monday. Nasser Hospital received 30 wounded."),
        [W("shelling", "Rafah", "Israel", counts={"injured": 30})],
    ),
    "an ambush that is answered": (
        (
            "American jets struck Syria on Monday in response to an ambush in Palmyra that killed "
            "two soldiers."
        ),
        [W("air_strike", "Syria", "United States", counts={})],
    ),
}

DAYS = {
    "a day at the head of a paragraph": (
        "June 9: Fighting spread to the coast. Troops traded fire in Pursat.",
        [W("armed_clash", "Pursat", day="2025-06-09")],
    ),
    "a day in figures": (
        "08.06.2025: shelling of Nikopol wounded two people.",
        [W("shelling", "Nikopol", day="2025-06-08")],
    ),
    "a weekday with its number": (
        "Sun 8: gunmen killed three people in Quetta.",
        [W("armed_clash", "Quetta", day="2025-06-08")],
    ),
    "fired on a day": (
        "Russia fired on Sunday a missile at Odesa.",
        [W("missile_strike", "Odesa", "Russia", "2025-06-08")],
    ),
    "the day of the words in parliament": (
        "The blast near Mukachevo on Sunday was sabotage, he said in parliament on Tuesday.",
        [W("explosion", "Mukachevo", day="2025-06-08")],
    ),
    "a clause with after has its own day": (
        "Forces arrested 11 men in Jaramana after a policeman was killed there on Saturday night.",
        [W("arrest", "Jaramana", day="2025-06-12"), W("casualties", "Jaramana", day="2025-06-07")],
    ),
    "a brigade named by a date": (
        "Somalia's 14 October Brigade won back the village of Bariire on Monday.",
        [W("territory_regained", "Bariire", day="2025-06-09")],
    ),
}

WORDS_IN_COMPANY = {
    "a blow that is suffered": (
        "Malyn, however, came under an air strike on Monday.",
        [W("air_strike", "Malyn")],
    ),
    "fighting before a capture is no second event": (
        "The army retook Khartoum on Monday after weeks of fighting.",
        [W("territory_regained", "Khartoum", day="2025-06-09")],
    ),
    "suspected rebels": (
        "Suspected rebels killed 17 people in Goma on Monday.",
        [W("armed_clash", "Goma", counts={"killed": 17})],
    ),
    "a probe that is ordered after a blow": (
        "The premier ordered a probe after drones struck a base in Nasiriyah on Monday.",
        [W("drone_attack", "Nasiriyah")],
    ),
    "soldiers who march take a town": (
        "Soldiers marched back into Kyaukme on Monday.",
        [W("territory_captured", "Kyaukme")],
    ),
    "a march to mark an anniversary": (
        "Thousands marched through Belgrade on Monday to mark the anniversary of the disaster.",
        [W("protest", "Belgrade", day="2025-06-09")],
    ),
    "people who were shot": (
        "Twelve farmers were shot near Nablus on Monday.",
        [W("armed_clash", "Nablus")],
    ),
    "a tower brought down": (
        "The Israeli army brought down a tower in Gaza City on Monday.",
        [W("strike", "Gaza City", "Israel")],
    ),
    "a grenade that a drone drops": (
        "A drone dropped a grenade on a patrol in Kfar Kila on Monday.",
        [W("drone_attack", "Kfar Kila")],
    ),
    "militants who were eliminated": (
        "Three militants were eliminated in Jenin on Monday.",
        [W("casualties", "Jenin", counts={"killed": 3})],
    ),
    "ten drones destroyed": (
        "Ten drones destroyed over the port of Ust-Luga, the governor said on Monday.",
        [W("interception", "Ust-Luga", counts={"downed": 10})],
    ),
    "missiles and drones are summed": (
        "Russian air defences shot down two missiles and 158 drones over Bryansk on Monday.",
        [W("interception", "Bryansk", counts={"downed": 160})],
    ),
    "the number of a model": (
        "F-16 jets bombed a base in Homs on Monday.",
        [W("air_strike", "Homs", counts={})],
    ),
    "a mother and her two daughters": (
        "A drone hit Sumy on Monday, and a mother and her two daughters were killed.",
        [W("drone_attack", "Sumy", counts={"killed": 3})],
    ),
    "an officer and two of his men": (
        "A roadside bomb went off near Palmyra on Monday. An officer and two of his men died.",
        [W("mine", "Tadmur", counts={"killed": 3})],
    ),
    "the death of many": (
        "An Israeli strike on Tyre on Monday caused the death of 16 people.",
        [W("strike", "Tyre", "Israel", counts={"killed": 16})],
    ),
    "he succumbed": (
        "Soldiers shot a boy of 15 in Tubas on Monday, and he succumbed to his wounds.",
        [W("armed_clash", "Tubas", counts={"killed": 1})],
    ),
    "a family of four": (
        "A bomb fell on Bilopillia on Monday, killing a family of four.",
        [W("air_strike", "Bilopillia", counts={"killed": 4})],
    ),
    "a woman over 70": (
        "A woman over 70 was killed by shelling in Nikopol on Monday.",
        [W("shelling", "Nikopol", counts={"killed": 1})],
    ),
    "a Houthi drone attack": (
        "A soldier was killed in a Houthi drone attack on Marib on Monday.",
        [W("drone_attack", "Marib", "Houthis", counts={"killed": 1})],
    ),
    "shelling by a people": (
        "Seven Palestinians were killed in Israeli artillery shelling of Rafah on Monday.",
        [W("shelling", "Rafah", "Israel", counts={"killed": 7})],
    ),
    "those who died when a base was overrun": (
        "Five soldiers and a police officer died when ISWAP overran Monguno on Monday.",
        [W("territory_captured", "Monguno", "Islamic State", counts={"killed": 6})],
    ),
    "an infiltrator comes from a country": (
        "Security forces killed 33 militants who sneaked in from Afghanistan at Zhob on Monday.",
        [W("armed_clash", "Zhob", None, counts={"killed": 33})],
    ),
    "killed in an operation": (
        "Three men were killed in an intelligence-based operation in Bannu on Monday.",
        [W("armed_clash", "Bannu", counts={"killed": 3})],
    ),
    "the assailant's home": (
        "A man was shot dead in Tulkarm on Monday; he was a resident of Hebron.",
        [W("armed_clash", "Tulkarm", counts={"killed": 1})],
    ),
    "a compound with a name": (
        "A sea drone struck a Moscow-flagged tanker in the Black Sea on Monday.",
        [W("drone_attack", "Black Sea")],
    ),
    "rebels driven from a town": (
        "The army drove the rebels from Homs on Monday.",
        [W("territory_regained", "Homs")],
    ),
    "the seizure that is claimed": (
        "Russian sources claimed that Russian forces completed the seizure of Vovchansk on Monday.",
        [W("territory_captured", "Vovchansk", "Russia")],
    ),
    "forces from a land that is held": (
        "Russia launched 40 drones from the Kursk region and occupied Crimea at Ukraine on Monday.",
        [W("drone_attack", "Ukraine", "Russia", counts={"launched": 40})],
    ),
    "a landmine that explodes": (
        "A farmer died in the explosion of a landmine near Palmyra on Monday.",
        [W("mine", "Tadmur", counts={"killed": 1})],
    ),
    "gunmen stationed elsewhere": (
        "Turkish forces stationed in Raqqa shelled a village near Kobani on Monday.",
        [W("shelling", "Kobani", "Turkey")],
    ),
    "what is blown up by a device": (
        "An explosive device wounded three officers in Afrin on Monday.",
        [W("explosion", "Afrin", counts={"injured": 3})],
    ),
}

NOTHING = {
    "a reply to strikes": "It was a reply to Ukrainian strikes on refineries in Russia, he said.",
    "the worst of its kind": "It was the deadliest attack on Kharkiv since the war began.",
    "denied reports": "The army denied reports that rebels had captured Goma.",
    "those killed": "Those killed in Kherson were buried at noon.",
    "a demand to stop": '"Stop shelling Kherson" was the demand made by the mayor.',
    "a sum since": "More than 13,000 people have been killed in Ukraine since the invasion began.",
    "mourners gather": "Thousands of mourners gathered in Bannu for the funerals.",
    "towns that a quake hit": "The Sagaing region was hardest hit by the quake.",
    "a sector of the front": "In the Lyman sector, the enemy made one attempt to advance.",
    "a sum since a beginning": (
        "Kyiv's forces have used 1,200 drones against the Bryansk region since the start of May."
    ),
    "an attack of a year": "He recalled a 2017 nightclub attack in Istanbul that left 39 dead.",
    "a trip called off": "President Bola Tinubu has cancelled his trip to South Africa.",
    "a bargain struck": "The bandits had struck a peace accord in Malumfashi on Monday.",
    "warnings of an evacuation": "Evacuation warnings for Kramatorsk were issued on Monday.",
    "warnings to leave": "Warnings to evacuate Kramatorsk were read out on Monday.",
    "a plot": "The FSB said men had plotted to blow up an officer in Tver.",
    "suspects cross a border": "Two suspects crossed into Belarus at Terespol on Monday.",
    "a court's sentence": "A man convicted of spying was executed in Isfahan on Monday.",
    "a device defused": "Police defused an explosive device in Peshawar on Monday.",
    "hunger": "Two people starved to death in Gaza City on Monday.",
    "a body that speaks": "Nobody was there, Pakistan Railways said.",
    "a rumour debunked": "Police debunks a voice note that bandits have taken over Kaduna.",
    "a chant": 'Thousands chanted "Death to Israel" as they walked.',
}


TABLES = (
    ORDER_OF_WORDS, WHERE, HOW_MANY, WHAT, LISTS, STORIES, DAYS, WORDS_IN_COMPANY,
)  # fmt: skip


def _cases(*tables: dict[str, tuple[str, list[W]]]) -> list[pytest.param]:
    return [pytest.param(*case, id=name) for table in tables for name, case in table.items()]


@pytest.mark.parametrize(("text", "wanted"), _cases(*TABLES))
def test_a_turn_of_language_is_read_as_a_reader_does(text, wanted, gazetteer) -> None:
    check(text, wanted, gazetteer)


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_only_spoken_of_is_no_event(name, gazetteer) -> None:
    assert [e.kind for e in read(NOTHING[name], gazetteer)] == []


def test_a_claim_that_the_other_side_rejects_is_disputed(gazetteer) -> None:
    text = (
        "Russia's Defense Ministry claimed on Monday that its troops had captured Toretsk. "
        "Ukraine's military rejected the claim."
    )
    (event,) = read(text, gazetteer)
    assert event.claim_status is ClaimStatus.DISPUTED


def test_attackers_of_land_that_is_held_against_its_owner_are_the_holders_enemies(
    gazetteer,
) -> None:
    text = "Drones attacked an airfield in Crimea on Monday, Russia and Ukraine said."
    (event,) = read(text, gazetteer)
    assert event.actor == "Ukraine"
