"""The world the cables report on: invented countries with their posts, parties and people.

Everything is a function of fixed tables and a seed, so that any cable can be written without writing the
ones before it, and the people of one cable are the people of the next.
"""
import random

from . import names

# name, capital, adjective, people, TAGS code, culture, how many shares of the traffic its post sends
COUNTRIES = [
    ("Kharzan", "Qasr al-Bahr", "Kharzani", "Kharzanis", "QB", "arabic", 9),
    ("Ostrovia", "Drenovo", "Ostrovian", "Ostrovians", "OV", "slavic", 8),
    ("Saint Brendan", "Port Lowell", "Brendanian", "Brendanians", "ZB", "english", 2),
    ("Velmark", "Hoysund", "Velmarker", "Velmarkers", "VM", "nordic", 5),
    ("Tarsheen", "Bab al-Nur", "Tarsheeni", "Tarsheenis", "QT", "arabic", 7),
    ("Zhelistan", "Ak-Zhol", "Zhelistani", "Zhelistanis", "XZ", "turkic", 6),
    ("Nanhe", "Liujiang", "Nanhese", "Nanhese", "NJ", "chinese", 9),
    ("Costa Serena", "Puerto Clavel", "Serenan", "Serenans", "KS", "spanish", 7),
    ("Montarvo", "San Isidro del Valle", "Montarvan", "Montarvans", "XM", "spanish", 5),
    ("Bekwai", "Adansi", "Bekwaian", "Bekwaians", "BQ", "akan", 5),
    ("Luvanda", "Mbalela", "Luvandan", "Luvandans", "LV", "swahili", 5),
    ("Kasingo", "Port Hallam", "Kasingan", "Kasingans", "XK", "swahili", 4),
    ("Ardelia", "Brunnstadt", "Ardelian", "Ardelians", "XA", "german", 7),
    ("Corvaine", "Saint-Aubin", "Corvainois", "Corvainois", "XC", "french", 7),
    ("Pelagonia", "Kastro", "Pelagonian", "Pelagonians", "PZ", "greek", 4),
    ("Farsabad", "Shahr-e Golestan", "Farsabadi", "Farsabadis", "XF", "persian", 6),
    ("Hindesar", "Rajgarh", "Hindesari", "Hindesaris", "XH", "indian", 8),
    ("Samudra", "Kota Biru", "Samudran", "Samudrans", "XS", "malay", 6),
    ("Goryang", "Hansong", "Goryangan", "Goryangans", "XG", "korean", 6),
    ("Morvia", "Sentgyorgy", "Morvian", "Morvians", "MQ", "hungarian", 4),
]

# Real countries that the invented ones talk about: name, adjective, people.
ABROAD = [
    ("France", "French", "French"), ("Turkey", "Turkish", "Turks"), ("Russia", "Russian", "Russians"),
    ("China", "Chinese", "Chinese"), ("Germany", "German", "Germans"), ("Japan", "Japanese", "Japanese"),
    ("Brazil", "Brazilian", "Brazilians"), ("India", "Indian", "Indians"), ("Egypt", "Egyptian", "Egyptians"),
    ("Canada", "Canadian", "Canadians"), ("Norway", "Norwegian", "Norwegians"), ("Kenya", "Kenyan", "Kenyans"),
]

GIVEN = {
    "arabic": "Hatim Nadim Yusuf Karim Samira Faris Layla Anwar Idris Mansur Tariq Salma Bilal Zaki Lina Ziyad Fuad Qasim "
              "Rashad Maryam Jamil Haytham Suhayl Nabil".split(),
    "slavic": "Milena Radovan Stefan Ivo Ana Bogdan Petar Luka Vesna Zoran Ivana Darko Mate Tomislav Jelena Marta Dusan "
              "Katarina Nikola Goran Mirjana Vuk".split(),
    "english": "Desmond Cordelia Winston Cuthbert Alban Marguerite Hamish Theresa Gordon Philippa Clive Beatrice Horace "
               "Neville Agnes Rupert".split(),
    "nordic": "Aksel Ingrid Torvald Sigrun Halvard Astrid Eskil Ragna Leif Gudrun Anders Solveig".split(),
    "turkic": "Aybek Nursultan Gulnara Timur Daniyar Aigerim Bolat Zarina Marat Saule Erlan Kamila".split(),
    "chinese": "Wenshu Jianguo Meiling Zhigang Xiaoyan Guoqiang Lihua Dezhi Yulan Weimin Shufen Haitao".split(),
    "spanish": "Ines Rodrigo Esteban Lucia Hernan Pilar Gonzalo Mercedes Alvaro Rosario Joaquin Beatriz Ramiro Elvira".split(),
    "akan": "Kwabena Akosua Yaw Abena Kofi Efua Kwaku Adwoa Kojo Esi Kwame Ama".split(),
    "swahili": "Baraka Neema Juma Amani Zuberi Rehema Jabali Subira Hamisi Imani Makena Tumaini".split(),
    "german": "Albrecht Margarethe Dieter Ulrike Konrad Sabine Volkmar Elfriede Rainer Hedwig Gernot Liesel".split(),
    "french": "Odile Thierry Mathilde Gaston Solange Armand Delphine Lucien Colette Hubert Sylvie Etienne".split(),
    "greek": "Yiannis Eleni Stavros Despina Panos Ioanna Leonidas Katerina Spyros Anthoula Nikos Vasiliki".split(),
    "persian": "Bahram Shirin Farhad Mahin Kaveh Laleh Siavash Parvin Dariush Nasrin Ardeshir Mitra".split(),
    "indian": "Arvind Lakshmi Harish Kamala Prakash Sushila Vikram Meenakshi Ramesh Padma Suresh Indira".split(),
    "malay": "Azman Siti Hashim Nurul Razak Fatimah Zulkifli Aminah Ismail Halimah Rustam Melati".split(),
    "korean": "Jae-hwan Soo-jin Myung-ho Hye-won Dong-sik Eun-ji Sang-chul Mi-ran Tae-jun Yoon-hee Kyung-min Bo-ra".split(),
    "hungarian": "Istvan Ildiko Ferenc Zsuzsa Laszlo Piroska Gyorgy Katalin Miklos Etelka Sandor Judit".split(),
}
FAMILY = {
    "arabic": "al-Rashidi Qabbani Daoud Haddad Zaytun Khattar al-Wadi Nuwayri Shahin Murr Tamim Sabbagh al-Tawil Fakhoury "
              "Mansour Khalidi Nassar Deeb Mruwa Odeh al-Hilwani Barakat Sayigh Ghanim".split(),
    "slavic": "Kostrava Marek Petrak Belitsa Tasic Vuksan Tesar Lukin Bratich Hrastic Milich Rukavina Weiss Vidak Holub Perko "
              "Grgur Marusic Dragan Jurak".split(),
    "english": "Pruitt Baptiste Lacey Rawle Joyce Dunbar Braithwaite Gittens Inniss Mottram Hallam Carrow Penrose Tull".split(),
    "nordic": "Fjordvik Lindholm Halvorsen Bergstad Solberg Nordahl Ekeland Tveit Brekke Aasen Rosendal Kvam".split(),
    "turkic": "Akbarov Suleimenov Zhaksybekov Nurlanov Toktarova Beketov Seitkali Abdrakhmanov Yessimov Karimova".split(),
    "chinese": "Liang Ouyang Zheng Shen Qiu Tang Meng Dai Xue Fang Luo Pan".split(),
    "spanish": "Arrizabal Montenegro Quiroga Valdelomar Echandi Pizango Carvallo Urrutia Zelada Mondrago Ibarra Olavarria".split(),
    "akan": "Boateng-Osei Asantewaa Nyarko Ofori-Mensah Amponsah Darko-Yeboah Opoku-Sarpong Agyekum Frimpong Acheampong".split(),
    "swahili": "Mwambene Kijazi Ngonyani Mutasa Rwakaikara Mkapande Lukwago Oduya Chirwa Banda-Phiri Shamte Mbwana".split(),
    "german": "Reichenau Birkholz Stollberg Hagedorn Wieland Kirchmair Oberholzer Trautwein Falkenrath Lindqvist".split(),
    "french": "Perrin Morvan Delacour Beaumanoir Chastel Rochambault Vauquelin Lestrange Aubry-Martel Desjarlais".split(),
    "greek": "Spanos Kallergis Petrakos Manolidis Vlachakis Karras Theotokis Argyropoulou Zannas Melidoni".split(),
    "persian": "Golzari Mehrabadi Tahmasbpour Kermanshahi Daryaei Soroushan Parvizi Namdar Yazdgerdi Alavian".split(),
    "indian": "Raghunathan Deshpande Chaturvedi Bhattacharjee Krishnaswamy Malhotra Venkataraman Joshipura Trivedi Nambiar".split(),
    "malay": "Hardjonegoro Daeng Tungkal Wirakusuma Sastrowardoyo Mahyuddin Lembong Pangarso Datuk-Salleh Baharom".split(),
    "korean": "Hwang Ryu Noh Bae Shim Chun Eom Ban Guk Maeng".split(),
    "hungarian": "Kerekes Bathory-Nagy Szentmiklosi Fodor Vasarhelyi Almassy Toroczkai Egresi Halmos Palotay".split(),
}
AMERICAN_GIVEN = ("Eleanor Paul Jonas Theresa Richard Sandra Marguerite Beth Carl Denise Howard Thomas Philippa Aaron Dolores "
                  "Lydia Gordon Dana Fenella Walter Miriam Cyrus Rosa Anjali").split()
AMERICAN_FAMILY = ("Whitcombe Okafor-Reyes Hale Vandermeer Lindqvist Kuipers Odell Nakamura Rudd Fontaine Brandt Keough Grange "
                   "Feld Ibarra Achebe Whitfield Craig Brigham Stollberg Pell Delgado Rao Torres Halloran Mbeki-Stone Carver "
                   "Oyelaran Petersen Hargrove Castellanos D'Ambrosio").split()

OFFICES = ["Prime Minister", "Foreign Minister", "Defense Minister", "Interior Minister", "Finance Minister",
           "Minister of Energy", "Deputy Foreign Minister", "President", "General", "Brigadier General", "Governor",
           "Ambassador", "Senator", "Opposition leader", "Central Bank Governor", "Chief of Staff", "Judge", "Shaykh",
           "Director General", "Professor", "Dr.", "party spokesman", "editor", "Bishop", "human rights lawyer"]
TOWN_STEMS = {
    "arabic": "Ayn Hilwan|Ras al-Fanar|Wadi Rumman|Mina Salam|Tall Zaytun|Jabal Qarn|Bir Sabha",
    "slavic": "Varesh|Gornji Most|Lomna|Crna Rijeka|Staro Polje|Zlatograd",
    "english": "Corrigan Reach|Wharf Town|Saint Ita|Gull Harbour|Bishop's Landing",
    "nordic": "Fjellvik|Nordhamn|Storelva|Kaldnes|Hvalbukt", "turkic": "Kok-Tau|Sary-Bulak|Zhanakala|Temirtobe|Karasuy",
    "chinese": "Baihe|Nantang|Shuangfeng|Dongping|Xilin", "spanish": "Villa Aurora|Santa Brigida|Los Almendros|Rio Manso|Cerro Alto",
    "akan": "Kumasari|Nkwantapon|Bosomtwi|Asempaneye|Tetrefu", "swahili": "Kilimatinde|Mto Mkubwa|Bandarini|Nyasubi|Magomeni Juu",
    "german": "Oberwalden|Steinfurt an der Lahr|Kreuzbach|Seehausen|Altmark", "french": "Valmorel|Port-Cadou|Saint-Rémy-le-Vieux|Montcresson|Lussac",
    "greek": "Aghia Thekla|Neo Limani|Vathylakos|Palaiokastro|Drosia", "persian": "Deh-e Bala|Rudbarak|Kuh-e Sefid|Sarvestan-e Now|Chah Gaz",
    "indian": "Devgarh|Sonapur|Krishnanagari|Lalbazar|Motihati", "malay": "Tanjung Harapan|Bukit Merah|Sungai Lembu|Pulau Kelapa|Muara Pasir",
    "korean": "Cheongsan|Baekgok|Namhae-ri|Songdo-dong|Yongmun", "hungarian": "Kiskeres|Nagyvolgy|Feketeto|Szarvaskut|Balatonfok",
}
PARTIES = ["National Renewal Party", "Democratic Alliance", "Unity and Work", "People's Peasant Union", "Liberal Front",
           "Workers' League", "Movement for Justice", "Christian Social Party", "Green Dawn"]
COMPANIES = ["{} Brothers Shipping", "{} Petroleum", "Bank of {}", "{} Telecom", "{} Mining Corporation", "Air {}", "{} Steel"]
# full name, abbreviation: both are one organisation
WORLD_ORGS = [("United Nations", "UN"), ("World Bank", "IBRD"), ("International Monetary Fund", "IMF"), ("European Union", "EU"),
              ("North Atlantic Treaty Organization", "NATO"), ("World Trade Organization", "WTO"),
              ("World Food Programme", "WFP"), ("International Atomic Energy Agency", "IAEA"), ("World Health Organization", "WHO")]
EVENTS = ["{} Accords", "{} Pact", "Treaty of {}", "{} Declaration", "{} Protocol"]
SHIPS = ["M/V Amber Tern", "USS Fort Laramie", "Lady Corrigan", "Sveti Nikola", "F-16", "S-300", "Predator", "Crna Rijeka"]

# Spellings that one name takes in other messages: transliteration as practised.
RESPELL = {"arabic": [("Yusuf", "Yousef"), ("Nadim", "Nadeem"), ("Hatim", "Hatem"), ("Daoud", "Dawood"), ("Qabbani", "Kabbani"),
                      ("al-Rashidi", "al-Rasheedi"), ("Zaytun", "Zeitoun"), ("Karim", "Kareem"), ("Khattar", "Khatar")],
           "chinese": [("Wenshu", "Wen-shu"), ("Jianguo", "Chien-kuo"), ("Zhigang", "Chih-kang"), ("Zheng", "Cheng"), ("Qiu", "Ch'iu")],
           "slavic": [("Tasic", "Tasich"), ("Bratich", "Bratic"), ("Milich", "Milic"), ("Hrastic", "Hrastich")],
           "turkic": [("Akbarov", "Akparov"), ("Aybek", "Aibek"), ("Yessimov", "Esimov")]}


class Person:
    __slots__ = ("id", "given", "family", "office", "spellings", "family_first")

    def full(self, spelling=0):
        given, family = self.spellings[spelling % len(self.spellings)]
        return f"{family} {given}" if self.family_first else f"{given} {family}"

    def short(self, spelling=0):
        return self.spellings[spelling % len(self.spellings)][1]


STAFF, TERM = 40, 3  # Americans at a post, and for how many years
PROMINENT = 150  # people of a country who are in the news all the time


class Country:
    """One invented country, its places, bodies and the people its cables are about: a hundred and fifty who are always in
    the news, and others who are so for a while, the more of them the more cables its post sends."""

    def __init__(self, index, row, seed, cables):
        self.name, self.capital, self.adjective, self.people, self.tag, self.culture, self.shares = row
        self.index, self.seed = index, seed
        dice = random.Random(f"{seed}:country:{index}")
        self.post = self.capital.upper().replace("-", " ").replace(".", "")[:24]
        self.post_key = self.post.replace(" ", "")
        self.routing = "RUEH" + self.name[0].upper() + chr(65 + index)
        self.government = "GO" + self.name[0].upper()
        tail = names.towns(self.culture)
        dice.shuffle(tail)
        self.towns = TOWN_STEMS[self.culture].split("|") + tail[:cables // 40]
        self.parties = [(name, "".join(w[0] for w in name.replace("'s", "").split() if w[0].isupper()) + self.tag[0])
                        for name in dice.sample(PARTIES, 4)]
        self.companies = [name.format(dice.choice(self.towns + FAMILY[self.culture][:6]))
                          for name in COMPANIES * (1 + min(cables // 400, 30))]
        self.events = [name.format(dice.choice(self.towns)) for name in EVENTS]
        self.passing = cables // 2  # people who are in the news for a while
        self.known = {}

    def person(self, number):
        """The people of the country: 0..PROMINENT - 1, then `passing` more."""
        identity = f"p{self.index:02d}{number:03d}"
        if identity not in self.known:
            self.known[identity] = self.native(random.Random(f"{self.seed}:{identity}"), identity)
        return self.known[identity]

    def passer(self, dice, share):
        """Somebody who is in the news when `share` (0..1) of the cables are sent."""
        if not self.passing or dice.random() < 0.4: return self.person(dice.randrange(PROMINENT))
        middle = share * self.passing
        at = int(dice.gauss(middle, 4 + self.passing / 200))
        return self.person(PROMINENT + min(max(at, 0), self.passing - 1))

    def staff(self, year, number):
        """An American at the post in that year."""
        identity = f"a{self.index:02d}{year // TERM * STAFF + number:05d}"
        if identity not in self.known:
            self.known[identity] = self.american(random.Random(f"{self.seed}:{identity}"), identity)
        return self.known[identity]

    def native(self, dice, identity):
        person = Person()
        person.id = identity
        person.given = names.given(dice, self.culture, GIVEN[self.culture])
        person.family = names.family(dice, self.culture, FAMILY[self.culture])
        person.family_first = self.culture in ("chinese", "korean")
        person.office = dice.choice(OFFICES)
        person.spellings = [(person.given, person.family)]
        for old, new in RESPELL.get(self.culture, ()):
            if old in (person.given, person.family):
                person.spellings.append(tuple(new if part == old else part for part in person.spellings[-1]))
        return person

    def american(self, dice, identity):
        person = Person()
        person.id = identity
        person.given, person.family = dice.choice(AMERICAN_GIVEN), names.family(dice, "english", AMERICAN_FAMILY)
        if dice.random() < 0.4:
            person.given += f" {dice.choice('ABCDEFGHJKLMPRSTW')}."
        person.family_first = False
        person.office = ""
        person.spellings = [(person.given, person.family)]
        return person


class World:
    def __init__(self, seed, count):
        self.seed, self.count = seed, count
        shares = sum(row[-1] for row in COUNTRIES)
        self.countries = [Country(i, row, seed, count * row[-1] // shares) for i, row in enumerate(COUNTRIES)]
        self.slots = [country for country in self.countries for _ in range(country.shares)]
        self.years = year_starts(count)
        self.earlier = {}  # occurrences of a slot's post before it, per shuffled block: computed on demand

    def identity(self, index):
        """(country, year, number, seconds into the year) of cable `index`: unique, in order of time."""
        year, start, end = next((y, s, e) for y, s, e in self.years if s <= index < e)
        place = index - start
        block, offset = divmod(place, len(self.slots))
        order = self.order(year, block)
        country = order[offset][0]
        number = block * country.shares + order[offset][1] + 1
        seconds = int((place + 0.5) / (end - start) * 365 * 86400)
        return country, year, number, seconds

    def order(self, year, block):
        """The posts of one block in sending order, each with how many of its cables came before in it."""
        key = (year, block)
        if key not in self.earlier:
            slots = self.slots[:]
            random.Random(f"{self.seed}:{year}:{block}").shuffle(slots)
            seen, order = {}, []
            for country in slots:
                order.append((country, seen.get(country.tag, 0)))
                seen[country.tag] = order[-1][1] + 1
            if len(self.earlier) > 64:
                self.earlier.clear()
            self.earlier[key] = order
        return self.earlier[key]


# Share of the traffic by year: few old cables, most from the last seven years.
SHARES = [(1973, 1), (1979, 1), (1986, 1), (1990, 2), (1995, 2), (2001, 3), (2002, 4), (2003, 8), (2004, 12), (2005, 18),
          (2006, 24), (2007, 28), (2008, 32), (2009, 38), (2010, 6)]


def year_starts(count):
    total, sum_, starts = sum(share for _, share in SHARES), 0, []
    for year, share in SHARES:
        start = count * sum_ // total
        sum_ += share
        starts.append((year, start, count * sum_ // total))
    return starts
