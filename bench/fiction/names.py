"""Family names and place names in any number: what the fixed tables of world.py hold are the frequent ones, what is
put together here from beginnings and endings is the long tail that a large archive has. All invented or generic."""

# culture: (beginnings, endings); "" among the endings gives the beginning alone
FAMILY_PARTS = {
    "arabic": ("Abda Azra Bakri Dabba Fara Ghaza Habi Hamda Hara Ja'a Jabba Kana Khali Mali Marwa Masri Nahha Najja Qadi Rama "
               "Sabba Salli Shami Suway Taya Ubay Wahba Yazi Zahra Zuba", "n ni wi di ri li b d m t wan ddin ssi ghi khi fi"),
    "slavic": ("Bara Bozi Brani Chera Dobri Draga Gora Grubi Jaro Kova Krasi Ljubi Mari Milo Novo Obra Pavli Rada Rati Slavi "
               "Stani Stoja Tomi Tvrdi Vlaho Vrani Zela Zivo", "novic kov cek dan rovic shin tic mir nek var ljak sevic vski nac"),
    "english": ("Ash Beck Brad Carl Cran Dun Elm Farn Gold Hart Hol Kirk Lang Mar Nor Oak Pem Ray Stan Thorn Wal Whit Wool Yar",
                "bury ford ham ley ton well wick worth by combe dale field gate man shaw stead"),
    "nordic": ("Alm Berg Bjork Dahl Ek Fors Gran Hag Hell Holm Kall Lund Mo Nygard Oster Rask Sand Skog Strom Thor Ud Vik Wester",
               "by dal gaard heim lund mark nes rud sen stad strand svik tad vold"),
    "turkic": ("Abil Aidar Ali Amir Bai Bek Dauren Dosan Esen Gali Iska Jaksy Kasym Kurman Mukha Nazar Omar Orazb Rakhim Sadyk "
               "Satpa Tasta Temir Tulen Uali Zhuma", "bayev bekov galiyev khanov metov nov sarin shev tayev zhanov ova ullin"),
    "spanish": ("Aba Agui Alba Arga Bala Barre Caste Cifu Elizo Esco Galda Goros Herre Iriba Lari Madra Mendi Olmi Pere Queve "
                "Riva Sala Tala Urbi Velas Zama", "rosa nedo llon mendi rrez goitia zabal ndia co do guez ta quez rena"),
    "akan": ("Aboa Addo Aduse Agye Akwa Ama Anto Apea Asante Ata Awu Bempo Boadi Dankw Donko Effa Gyam Kuffo Mensa Nti Obeng Osei "
             "Owus Quay Sarpo Tawia", "a ah bea fo ko ku mah na ni poku wah wu"),
    "swahili": ("Bwana Chale Damba Fumbu Gama Issa Jumb Kasa Kibwa Lema Luka Macha Mawa Mbeki Mfau Mkwa Mrema Mwaka Ndege Ngala "
                "Nyere Omari Rashi Sali Tamba Wanj", "da ga ji ka kwa le mba mi ndi ne ni re te"),
    "german": ("Alten Bergen Birken Brand Buchen Dorn Eber Eichen Falken Grun Hart Hirsch Kaltern Kron Linden Mayer Nieder Ober Ram "
               "Rosen Schon Stein Tannen Vogel Weiden Winter", "bach berg beck brunner dorf feld hof horst mann meister stein thal"),
    "french": ("Aubi Beauf Bellan Bois Cham Char Cler Courte Dubou Ferra Gail Gran Lavi Mal Mont Perro Pon Ravi Roch Sabou Tail "
               "Vali Ver Ville", "ard aud bert court donne fort gnon let mont nac neau rac rier ry tel ville"),
    "greek": ("Alexo Anagno Andrea Athana Chara Christo Dimo Fili Geor Ioan Kara Kala Kontos Lam Makri Micha Niko Papa Pavlo Pera "
              "Sarant Stama Theo Tsak Vasi Xeno", "dakis dis giorgis kis lopoulos nakis nidis poulos ras ridis ros tis topoulos"),
    "persian": ("Ahang Amir Ashkan Azar Behba Daneh Eskan Faraha Ghola Hoseyn Jahan Kazem Khosro Lotfi Madan Mosha Nikpo Omidv "
                "Pour Rahi Saber Shahr Taghi Vaezi Yousef Zand", "abadi ani far i ian khah manesh nejad nia pour zadeh vand"),
    "indian": ("Achar Agni Anand Bala Bhand Chandra Dala Deva Gana Gop Hari Jaga Kama Kula Maha Mani Nara Pad Pura Raja Rama Sada "
               "Sri Subra Tala Vasu", "charya dekar gopal kar krishnan lal murthy nathan pati prasad rajan sundaram swamy walla"),
    "malay": ("Abdul Adi Bima Budi Danu Gan Harja Jaya Kerta Kusum Laks Mangku Nata Pra Purw Ratna Sasmi Sentos Sury Tama Umar Wija "
              "Wira Yud", "atmaja brata diningrat han kara kusuma negara noto prawira putra sena taman wan yanto"),
    "hungarian": ("Bala Bara Boros Cseke Deme Far Gal Gergel Hajdu Hegye Jak Kall Kis Lakat Mol Nemet Orsz Palfa Rakos Sar Szala "
                  "Szige Ta Ujva Vad Zol", "agh csi falvi gyi hazi kos lay nyi ros si sy szki ti vari"),
}
# For these a family name is one of the fixed table, and given names are put together.
SYLLABLES = {"chinese": "ai bao bin cheng chun da fang feng gang guo hai hong hua hui jia jian jie jing jun kai lan lei li lin long mei "
                        "min ming na ning peng ping qiang qing rong rui shan shu tao wei wen xia xiang xin xiu yan yang yi ying yong "
                        "yu yuan yun zhen zhi zhong".split(),
             "korean": "bae bum chan chang chul dae do dong eun gi gyu ha han hee ho hoon hye hyun il in jae jin jong joon jung kyu "
                       "kyung min mi mo myung nam sang seok seung si soo sook sung tae won woo yeon yong young".split()}
TOWN_PARTS = {
    "arabic": ("Ayn|Wadi|Tall|Bir|Ras|Jabal|Khan|Kafr|Bayt|Dayr|Qal'at|Burj", "al-Hajar|Zahr|al-Tin|Nakhla|Sidra|al-Ma'|Rumayla|Safra|Jawza|"
               "al-Dib|Karma|Hamra|Luz|Shams|Murjan|al-Asad"),
    "slavic": ("Novi|Stari|Gornji|Donji|Mali|Veliki|Crni|Beli|Suhi|Dugi", "Grad|Dol|Potok|Brod|Kamen|Vrh|Lug|Zabok|Jablan|Hrast|Most|Brijeg"),
    "english": ("Saint|Port|Fort|Upper|Lower|New|Great|Little", "Alban|Rowan|Clement|Haven|Ferris|Barrow|Linton|Marlow|Tamsin|Quill|Sedge|Orrin"),
    "nordic": ("Nord|Sor|Oster|Vest|Lille|Stor|Gammel|Ny", "havn|dalen|borg|sundet|vang|moen|fossen|stranda|lia|eidet"),
    "turkic": ("Ak|Kara|Kyzyl|Sary|Kok|Zhana|Uzun|Bes|Tas", "-Su|-Bulak|-Tobe|-Agash|-Kum|-Dala|-Kopir|-Sai|-Kent|-Oy"),
    "chinese": ("Bei|Nan|Dong|Xi|Shang|Xia|Da|Xiao|Lao|Xin", "he|shan|quan|men|cun|ling|qiao|gang|zhou|tai|feng"),
    "spanish": ("San|Santa|Villa|Puerto|Rio|Cerro|Los|Monte", "Amaro|Brisas|Candela|Dorado|Espino|Fresno|Galera|Jacinto|Laurel|Olmos|Robles"),
    "akan": ("Asa|Boa|Dwe|Effi|Kwa|Man|Nsu|Oda|Sunya|Tano", "krom|so|fufu|dua|ase|ni|kwanta|bra|wam"),
    "swahili": ("Kili|Mto|Bonde|Kisi|Mwam|Nya|Mba|Ki|Ru|Iga", "mani|waja|ngo|koni|lindi|tete|bara|gamo|songo|vuma"),
    "german": ("Alt|Neu|Bad|Ober|Nieder|Gross|Klein|Hohen", "brunn|eich|heim|linden|rode|sulz|wald|weiler|zell|au"),
    "french": ("Saint-|Mont|Ville|Bois|Roche|Val|Fontaine|Beau", "clair|marin|joly|sec|noir|perdu|roy|lieu|vent"),
    "greek": ("Aghios|Neo|Palaio|Ano|Kato|Mega", "Spilaio|Kampos|Rema|Choria|Vouno|Pefki|Lithari|Elia|Nero"),
    "persian": ("Deh|Kuh|Rud|Chah|Bagh|Qal'eh|Tang|Pol", "-e Now|-e Sang|-e Zard|-e Siah|-e Anar|-e Shur|-e Mehr|-e Bid|-e Baz"),
    "indian": ("Deva|Rama|Chand|Suraj|Hari|Gopal|Lal|Nava|Shiv|Madhu", "pur|nagar|garh|ganj|bad|kot|patti|wadi|gaon|palli"),
    "malay": ("Tanjung|Bukit|Sungai|Pulau|Muara|Kota|Kampung|Batu", "Jati|Putih|Hitam|Angin|Mawar|Rotan|Pinang|Timur|Lama|Gajah"),
    "korean": ("Bak|Dong|Gang|Han|Mun|Nam|Sam|Seo|Yang|Yeon", "-ri|san|cheon|gok|dong|po|ju|jin|won"),
    "hungarian": ("Kis|Nagy|Uj|O|Felso|Also|Fekete|Feher|Szent", "kuti|hegy|falu|berek|tarcsa|varad|halom|szallas|patak"),
}


def family(dice, culture, frequent):
    """One of the frequent names or of the tail, about as often."""
    if culture not in FAMILY_PARTS or dice.random() < 0.45:
        return dice.choice(frequent)
    beginnings, endings = FAMILY_PARTS[culture]
    return dice.choice(beginnings.split()) + dice.choice(endings.split())


def given(dice, culture, frequent):
    if culture not in SYLLABLES or dice.random() < 0.3:
        return dice.choice(frequent)
    first, second = dice.choice(SYLLABLES[culture]), dice.choice(SYLLABLES[culture])
    return first.capitalize() + ("-" if culture == "korean" else "") + second


def towns(culture):
    beginnings, endings = (part.split("|") for part in TOWN_PARTS[culture])
    joined = culture in ("nordic", "turkic", "chinese", "akan", "swahili", "german", "french", "persian", "indian", "korean", "hungarian")
    return [first + (second if joined else " " + second) for first in beginnings for second in endings]
