// Small plots of the last minute, as SVG; the style sheet has their colours for both schemes.

const POINTS = 60;
const HEIGHT = 40;
const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {object} Measure
 * @property {string} label
 * @property {string | ((sample: object) => string)} unit
 * @property {number} least smallest top of the scale, so that noise is not magnified
 * @property {(sample: object, before: ?object) => ?number} plotted
 * @property {(sample: object) => ?number} [told] the displayed number, if it differs from the plot
 */

/** @type {Measure[]} */
const MEASURES = [
  { label: "Bit rate", unit: "kbit/s", least: 200, plotted: (sample) => sample.kbps },
  { label: "Frames", unit: "per second", least: 30, plotted: (sample) => sample.framesPerSecond },
  { label: "Jitter buffer", unit: "ms", least: 50, plotted: (sample) => sample.jitterBufferMs },
  { label: "Round trip", unit: "ms", least: 20, plotted: (sample) => sample.roundTripMs },
  { label: "Packets lost", unit: "in all", least: 5, ...counted("packetsLost") },
  { label: "Freezes", unit: freezeTime, least: 2, ...counted("freezeCount") },
];

function freezeTime({ freezeSeconds }) {
  return freezeSeconds > 0 ? `in all, ${freezeSeconds.toFixed(1)} s` : "in all";
}

/** A counter: displayed as a total, plotted as its increase. */
function counted(key) {
  return {
    plotted: (sample, before) => (before ? Math.max(0, sample[key] - before[key]) : null),
    told: (sample) => sample[key],
  };
}

/** The panel's plots and the facts below them. */
export class Panel {
  #plots;
  #facts;
  #before = null;

  constructor(tiles, facts) {
    this.#plots = MEASURES.map((measure) => new Plot(tiles, measure));
    this.#facts = facts;
  }

  /** Adds the next sample. */
  add(sample) {
    this.#plots.forEach((plot) => plot.add(sample, this.#before));
    this.#before = sample;
    const rows = Object.entries(sample.facts).map(([name, value]) => {
      const row = document.createElement("div");
      row.append(textElement("dt", name), textElement("dd", value));
      return row;
    });
    this.#facts.replaceChildren(...rows);
  }

  /** A new session: its counters begin at zero. */
  restart() {
    this.#before = null;
  }
}

class Plot {
  #measure;
  #number = textElement("b", "–");
  #unit = textElement("small", "");
  #area = document.createElementNS(SVG, "path");
  #line = document.createElementNS(SVG, "path");
  #values = [];

  constructor(host, measure) {
    this.#measure = measure;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${POINTS - 1} ${HEIGHT}`);
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    this.#area.classList.add("area");
    this.#line.classList.add("line");
    svg.append(this.#area, this.#line);
    const told = document.createElement("p");
    this.#unit.textContent = typeof measure.unit === "string" ? measure.unit : "";
    told.append(this.#number, " ", this.#unit);
    const tile = document.createElement("section");
    tile.append(textElement("h2", measure.label), told, svg);
    host.append(tile);
  }

  add(sample, before) {
    const value = this.#measure.plotted(sample, before);
    this.#values = [...this.#values, value].slice(-POINTS);
    this.#number.textContent = readable(this.#measure.told ? this.#measure.told(sample) : value);
    if (typeof this.#measure.unit === "function") {
      this.#unit.textContent = this.#measure.unit(sample);
    }
    this.#draw();
  }

  /** The line, newest sample at the right; unknown values break it. */
  #draw() {
    const top = Math.max(this.#measure.least, ...this.#values) * 1.1;
    const first = POINTS - this.#values.length;
    let line = "";
    let area = "";
    let last = null;
    this.#values.forEach((value, i) => {
      if (value === null) {
        area += last === null ? "" : `V${HEIGHT}Z`;
        last = null;
        return;
      }
      const point = `${first + i} ${(HEIGHT - 1 - (value / top) * (HEIGHT - 2)).toFixed(2)}`;
      line += `${last === null ? "M" : "L"}${point}`;
      area += last === null ? `M${first + i} ${HEIGHT}L${point}` : `L${point}`;
      last = point;
    });
    this.#line.setAttribute("d", line);
    this.#area.setAttribute("d", last === null ? area : `${area}V${HEIGHT}Z`);
  }
}

function readable(value) {
  if (value === null || value === undefined) {
    return "–";
  }
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}

function textElement(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
