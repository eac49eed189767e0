'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const main = document.getElementById('main');
const SVG = 'http://www.w3.org/2000/svg';
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// All text goes in as text: nothing of the data is ever markup.
function add(parent, tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  parent.appendChild(element);
  return element;
}

function section(title, words) {
  const part = add(main, 'section');
  add(part, 'h2', title);
  if (words) add(part, 'p', words, 'quiet');
  return part;
}

function table(parent, heads) {
  const it = add(add(parent, 'div', undefined, 'wide'), 'table');
  const head = add(add(it, 'thead'), 'tr');
  heads.forEach(text => add(head, 'th', text));
  return add(it, 'tbody');
}

function ns(value) {
  const steps = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];
  const [size, unit] = steps.find(([least]) => value >= least) || [1, 'ns'];
  return Number((value / size).toPrecision(3)) + ' ' + unit;
}

function large(value) {
  if (value === undefined || !isFinite(value)) return '-';
  const steps = [[1e9, ' G'], [1e6, ' M'], [1e3, ' k'], [1, '']];
  const [size, unit] = steps.find(([least]) => value >= least) || [1, ''];
  return Number((value / size).toPrecision(3)) + unit;
}

// The interval, its pairs and its median, by how far they are from the goal; right is better.
const REACH = Math.log(2.5);
function spread(cell, row) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'spread');
  svg.setAttribute('viewBox', '0 0 240 18');
  const draw = (tag, attributes) => {
    const shape = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => shape.setAttribute(name, value));
    svg.appendChild(shape);
  };
  const x = ratio => {
    const distance = Math.log(ratio / row.bound) * (row.atMost ? -1 : 1) / REACH;
    return 120 + 114 * Math.max(-1, Math.min(1, distance));
  };
  const color = {met: '--good', MISSED: '--bad', unclear: '--open'}[row.verdict] || '--quiet';
  const [from, to] = [x(row.low), x(row.high)].sort((a, b) => a - b);
  draw('line', {x1: 0, x2: 240, y1: 9, y2: 9, stroke: css('--line')});
  draw('line', {x1: 120, x2: 120, y1: 0, y2: 18, stroke: css('--quiet'), 'stroke-dasharray': '2 2'});
  draw('rect', {x: from, width: Math.max(2, to - from), y: 5, height: 8, rx: 2, fill: css(color), opacity: 0.4});
  row.values.forEach(value => draw('circle', {cx: x(value), cy: 9, r: 1.6, fill: css('--quiet')}));
  draw('rect', {x: x(row.median) - 1.5, width: 3, y: 2, height: 14, fill: css(color)});
  cell.appendChild(svg);
}

function ratios() {
  const part = section('Ours against theirs',
      'Bars: the interval of the median ratio, the median, and each pair; dashed: the goal (1 where there is'
      + ' none); right is better, and the edges are 2.5 times off. ≈ no difference: trials of the same thing differ as much.');
  const body = table(part, ['ours / theirs', 'ours', 'theirs', 'ratio', 'interval', 'A/A ±', 'goal', 'verdict', 'from the goal']);
  data.rows.forEach(row => {
    const line = add(body, 'tr');
    const name = add(line, 'td', row.what);
    name.title = row.name;
    add(line, 'td', row.ours);
    add(line, 'td', row.theirs);
    const known = row.median !== undefined;
    add(line, 'td', known ? (row.noDifference ? '≈ ' : '') + row.ratio : '');
    add(line, 'td', known ? row.low.toPrecision(3) + ' – ' + row.high.toPrecision(3) : '');
    add(line, 'td', row.resolution === undefined ? '' : (100 * row.resolution).toFixed(1) + ' %');
    add(line, 'td', row.goal);
    add(line, 'td', row.verdict, row.verdict.toLowerCase());
    const cell = add(line, 'td');
    if (known) spread(cell, row);
  });
}

function changes() {
  const part = section('Against the baseline');
  const body = table(part, ['comparison', 'before', 'now', 'change', 'counts from', 'outcome']);
  data.changes.forEach(change => {
    const line = add(body, 'tr');
    ['name', 'before', 'now', 'by', 'needed'].forEach(name => add(line, 'td', change[name]));
    add(line, 'td', change.outcome, change.outcome.toLowerCase());
  });
  data.unlike.forEach(note => add(part, 'p', 'The baseline was made otherwise: ' + note));
}

// Of lines and bars, in their order.
const HUES = ['#0b7fe0', '#e8710a', '#12a150', '#c2255c', '#7b4fe0', '#0aa5a5', '#b08900', '#7a828c'];
function chart(parent, title, config) {
  const box = add(parent, 'div', undefined, 'chart');
  add(box, 'h3', title);
  const canvas = add(add(box, 'div'), 'canvas');
  config.options = Object.assign({maintainAspectRatio: false, animation: false}, config.options);
  return new Chart(canvas, config);
}

function line(label, points, index, more) {
  return Object.assign({label, data: points, borderColor: HUES[index % HUES.length], borderWidth: 2,
    backgroundColor: HUES[index % HUES.length], pointRadius: 0, tension: 0}, more);
}

const isDecade = value => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
// 1, 2 and 5 of each decade where the axis spans no more than two, else only 1.
function logTick(value, index, ticks) {
  const wide = ticks[ticks.length - 1].value / ticks[0].value > 150;
  const lead = value / Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
  return (wide ? [1] : [1, 2, 5]).some(digit => Math.abs(lead - digit) < 1e-6) ? ns(value) : '';
}
const decades = {color: at => css(at.tick && isDecade(at.tick.value) ? '--line' : '--panel')};
const timeAxis = {type: 'logarithmic', grid: decades, ticks: {callback: logTick, autoSkip: false}, grace: '5%'};
const legend = {labels: {boxWidth: 12, boxHeight: 2}, position: 'bottom', align: 'start'};

function themes(subjects) {
  const by = new Map();
  const ours = subject => subject.label.startsWith('tapewire ');
  [...subjects].sort((a, b) => ours(b) - ours(a)).forEach(subject => by.set(subject.theme, (by.get(subject.theme) || []).concat(subject)));
  return by;
}

const shortLabel = subject => subject.label.replace(subject.theme + ' ', '').replace(subject.theme, '').trim();

function curves() {
  const timed = data.subjects.filter(subject => subject.curve);
  if (!timed.length) return;
  const part = section('Latency', 'From the scheduled time of each trade; all good trials of a subject together. '
      + 'The last ten values of a curve are single trades: what has fewer beyond it is not known.');
  const body = table(part, ['', 'p50', 'p99', 'p99.9', 'p99.99', 'max', 'trials', '']);
  timed.forEach(subject => {
    const row = add(body, 'tr');
    add(row, 'td', subject.label).title = subject.parameters;
    subject.percentiles.forEach(text => add(row, 'td', text));
    add(row, 'td', subject.good + ' of ' + subject.runs);
    add(row, 'td', subject.good ? '' : 'FAIL', 'fail');
  });
  if (data.machineLegend) add(part, 'p', data.machineLegend);
  const grid = add(part, 'div', undefined, 'charts');
  grid.style.marginTop = '16px';
  themes(timed).forEach((subjects, theme) => chart(grid, theme, {
    type: 'line',
    data: {datasets: subjects.map((subject, i) => line(shortLabel(subject) + (subject.good ? '' : ' FAIL'),
        subject.curve, i, subject.good ? {} : {borderDash: [4, 4]}))},
    options: {parsing: false, interaction: {mode: 'nearest', axis: 'x', intersect: false},
      plugins: {legend, tooltip: {callbacks: {
        title: items => 'p' + Number((100 - 100 / items[0].parsed.x).toPrecision(6)),
        label: item => item.dataset.label + ': ' + ns(item.parsed.y)}}},
      scales: {y: timeAxis, x: {type: 'logarithmic', grid: decades, min: 1, title: {display: true, text: 'percentile'},
        ticks: {maxRotation: 0, autoSkip: false, callback: value => isDecade(value) ? (value === 1 ? 'p0' : 'p' + Number((100 - 100 / value).toPrecision(7))) : ''}}}}
  }));
}

function throughput() {
  const rated = data.subjects.filter(subject => subject.metrics.tradesPerSecond);
  if (!rated.length) return;
  const body = table(section('Throughput and cost', 'Medians over the trials, counted at the consumer.'),
      ['', 'trades/s', 'bytes/s', 'datagrams/s', 'each trade', 'CPU s', 'RSS MB', 'B allocated a trade', 'trials', '']);
  const two = (subject, name, form) => ['origin', 'far'].map(role => subject.metrics[name + '.' + role])
      .map(value => value === undefined ? '-' : form(value)).join(' | ');
  rated.forEach(subject => {
    const row = add(body, 'tr');
    add(row, 'td', subject.label).title = subject.parameters;
    ['tradesPerSecond', 'bytesPerSecond', 'datagramsPerSecond'].forEach(name => add(row, 'td', large(subject.metrics[name])));
    add(row, 'td', subject.metrics.nsPerTrade === undefined ? two(subject, 'nsPerTrade', ns) : ns(subject.metrics.nsPerTrade));
    add(row, 'td', two(subject, 'cpuSeconds', value => value.toFixed(1)));
    add(row, 'td', two(subject, 'rssBytes', value => (value / 1e6).toFixed(0)));
    const alone = subject.metrics.allocatedBytesPerTrade;
    add(row, 'td', alone === undefined ? two(subject, 'allocatedBytesPerTrade', value => value.toFixed(2)) : alone.toFixed(2));
    add(row, 'td', subject.good + ' of ' + subject.runs);
    add(row, 'td', subject.good ? '' : 'FAIL', 'fail');
  });
}

function hops() {
  const stamped = data.subjects.filter(subject => subject.hops.length);
  if (!stamped.length) return;
  const part = section('Where the time goes', 'Each hop by itself: its median, and its 99th percentile. Percentiles of'
      + ' hops do not add up to that of the whole.');
  const grid = add(part, 'div', undefined, 'charts');
  const names = [...new Set(stamped.flatMap(subject => subject.hops.map(hop => hop.name)))].sort();
  ['p50', 'p99'].forEach(percentile => chart(grid, percentile, {
    type: 'bar',
    data: {labels: stamped.map(subject => subject.label.replace('tapewire ', '')), datasets: names.map((name, i) => ({
      label: name.replace(/^\d+ /, ''), backgroundColor: HUES[i % HUES.length],
      data: stamped.map(subject => (subject.hops.find(hop => hop.name === name) || {})[percentile] || 0)}))},
    options: {indexAxis: 'y', plugins: {legend: Object.assign({}, legend, {labels: {boxWidth: 12, boxHeight: 12}}),
      tooltip: {callbacks: {label: item => item.dataset.label + ': ' + ns(item.parsed.x)}}},
      scales: {x: {stacked: true, ticks: {callback: value => ns(value)}}, y: {stacked: true}}}
  }));
}

function series() {
  const timed = data.subjects.filter(subject => subject.series.length > 1);
  if (!timed.length) return;
  const part = section('Over time', 'The first trial of each subject: p99 where latency was measured, otherwise trades/s.');
  const grid = add(part, 'div', undefined, 'charts');
  themes(timed).forEach((subjects, theme) => {
    const latency = subjects.some(subject => subject.curve);
    chart(grid, theme + (latency ? ', p99' : ', trades/s'), {
      type: 'line',
      data: {datasets: subjects.map((subject, i) => line(shortLabel(subject),
          subject.series.map(at => ({x: at.at, y: latency ? at.p99 : at.rate})), i))},
      options: {parsing: false, interaction: {mode: 'nearest', axis: 'x', intersect: false},
        plugins: {legend, tooltip: {callbacks: {
          title: items => items[0].parsed.x + ' s',
          label: item => item.dataset.label + ': ' + (latency ? ns(item.parsed.y) : large(item.parsed.y) + '/s')}}},
        scales: {x: {type: 'linear', title: {display: true, text: 's'}},
          y: latency ? timeAxis : {beginAtZero: true, ticks: {callback: value => large(value)}}}}
    });
  });
}

function floors() {
  const bare = data.subjects.filter(subject => !subject.metrics.tradesPerSecond && Object.keys(subject.metrics).length);
  if (!bare.length) return;
  const body = table(section('Parts and floors'), ['', 'figures']);
  bare.forEach(subject => {
    const row = add(body, 'tr');
    add(row, 'td', subject.label + (subject.good ? '' : ' FAIL'), subject.good ? '' : 'fail').title = subject.parameters;
    add(row, 'td', Object.entries(subject.metrics).map(([name, value]) => name + ' ' + Number(value.toPrecision(4)).toLocaleString('en')).join(', '), 'left text');
  });
}

function failed() {
  if (!data.failed.length) return;
  const body = table(section('Trials that do not count', 'Kept, and left out of every figure above that has good trials.'), ['trial', 'what', 'why']);
  data.failed.forEach(trial => {
    const row = add(body, 'tr', undefined);
    add(row, 'td', String(trial.number), 'fail');
    add(row, 'td', trial.label, 'left');
    add(row, 'td', trial.why, 'left text');
  });
}

function surroundings() {
  const rules = add(section('Rules, fixed before the first trial'), 'ul');
  data.rules.forEach(rule => add(rules, 'li', rule));
  const body = table(section('Environment'), ['', '']);
  Object.entries(data.environment).forEach(([name, value]) => {
    const row = add(body, 'tr');
    add(row, 'td', name);
    add(row, 'td', value, 'left text');
  });
}

function draw() {
  document.querySelectorAll('canvas').forEach(canvas => Chart.getChart(canvas) && Chart.getChart(canvas).destroy());
  main.textContent = '';
  Chart.defaults.color = css('--quiet');
  Chart.defaults.borderColor = css('--line');
  Chart.defaults.font.family = 'system-ui, sans-serif';
  if (data.rows.length) ratios();
  if (data.changes.length) changes();
  curves();
  hops();
  throughput();
  series();
  floors();
  failed();
  surroundings();
}

document.getElementById('when').textContent = data.startedAt + ', took ' + data.took;
document.getElementById('command').textContent = data.command;
const judged = data.rows.filter(row => row.goal);
const count = verdict => judged.filter(row => row.verdict === verdict).length;
document.getElementById('summary').textContent = judged.length
    ? `${judged.length} goals: ${count('met')} met, ${count('MISSED')} missed, ${count('unclear')} unclear, ${count('FAILED')} failed`
        + (count('not run') ? `, ${count('not run')} not run.` : '.') : '';
draw();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
