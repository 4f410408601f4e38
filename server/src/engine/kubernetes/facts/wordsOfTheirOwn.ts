// Words that a single letter parts from a word of some well-known key, and that a key may well mean: `block` is no slip
// for `clock`. Rare words are left out on purpose, where they are likelier to be slips (`scrap`, `heath`, `crate`).

const words = `
  across alter amount amounts anode apart arc artefact aside ask auction auctions audio award backed
  batching bidding binds block blogs bond bonding boost border bot brace bright built buy canceled
  capping cargo cart catch catching caused cease chairs chance charge click closed commute consent contest
  cooling cope cores counts county court cover crops cup customize decide defect deflected deflection
  deport dept detention dip don downed draft drives ease eight elected end ending estate eternal even
  exist expert expire factor faster feeds filed filler finding fined flash flock focal forge forged forked
  formal forts fronted funnel gallery games gender ghost glass grade has hatch headline height hits hosts
  hot hover identify ink ins int interlaces intro ion junction kid kids lab lane latch latent leaders
  least leave lending let light lines listed lives loader locale lock locker logos longs loud low mail
  mailed man march matter metal might minds mints mixed mod model modem modes mover net nodes nonce
  notation older oncoming one orange outer outing owed own pace pan pane parse parsed parts passed
  patching patent peace pen phrase plain planet plans plant plate players please pocket police pooling
  posit posted posts pots preferences preset primate prods props prose prove quick quiet quite race racing
  radio railing ran rangers ranker ration reactor reader readers real rebind recourse red refer referred
  regexp regress related relay relayed remit remove renter resent resort rest reverse ringer river robot
  rocker rocket roles rooter rooting roster round routine rover rulers rune runes rust sage sale sands
  scans scared schema scored seats sec see seed seeds sender sending seven shade shaded shake shape shaped
  shard sharing sharp shore short shred sidebar sight signing signs silver sinks sip sit skate slate slide
  slope smart smash son sore sorts sound spans spare spawn spend spending splash spool sport sports stable
  stage stall star stars starts stated states statue stays steep stems stole store strap stripe style
  subsets suite sunset swatch synch tailed taken tale tapping tempo tender terms tie ties tight tints
  tires track tract trade trading training transmit treated trees trip trips unable unbound unload usher
  vague valley valve valves vender vent verge vocal void waive war watching wealth widen widow winding
  winds witch wound yields
`;

export const wordsOfTheirOwn: ReadonlySet<string> = new Set(words.trim().split(/\s+/));
