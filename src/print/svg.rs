//! A company's quarters as a drawing (SVG): revenue as bars, promised ranges as frames, tone as dots.

use std::fmt::Write;

use super::{
    number,
    trend::{ends, promised, reported},
};
use crate::search::{Quarter, Trend};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 420.0;
/// Room for words: left, top, right, bottom.
const MARGIN: [f64; 4] = [70.0, 50.0, 20.0, 110.0];

/// Draws the quarters of a trend.
#[must_use]
pub fn trend(trend: &Trend) -> String {
    let mut svg = String::new();
    let [left, top, right, bottom] = MARGIN;
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n\
         <text x=\"{left}\" y=\"26\" font-size=\"16\">{}: revenue by fiscal quarter</text>\n",
        escaped(&trend.name)
    );
    let highest = trend.quarters.iter().flat_map(ends).fold(0.0, f64::max);
    let least = trend.quarters.iter().flat_map(ends).fold(0.0, f64::min);
    let scale = |amount: f64| {
        let share = if highest > least { (amount - least) / (highest - least) } else { 0.0 };
        HEIGHT - bottom - share * (HEIGHT - top - bottom)
    };
    for step in 0..=4 {
        let amount = least + (highest - least) * f64::from(step) / 4.0;
        let y = scale(amount);
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" y1=\"{y:.1}\" x2=\"{}\" y2=\"{y:.1}\" stroke=\"#ddd\"/>\
             <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            WIDTH - right,
            left - 6.0,
            y + 4.0,
            number::short(amount)
        );
    }
    let slot = (WIDTH - left - right) / trend.quarters.len().max(1) as f64;
    for (place, quarter) in trend.quarters.iter().enumerate() {
        column(&mut svg, quarter, left + slot * place as f64, slot, &scale);
    }
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{}\" fill=\"#555\">bars: reported (pale: preliminary); frames: promised before; dots: tone</text>\n</svg>",
        HEIGHT - 12.0
    );
    svg
}

fn column(svg: &mut String, quarter: &Quarter, x: f64, slot: f64, scale: &dyn Fn(f64) -> f64) {
    let record = &quarter.record;
    let label = record.period.as_ref().map(|period| period.label.as_str()).unwrap_or_default();
    let bottom = HEIGHT - MARGIN[3];
    let middle = x + slot / 2.0;
    if let Some((low, high)) = reported(quarter) {
        let pale = record.revenue.as_ref().is_some_and(|revenue| revenue.role == crate::model::Role::Preliminary);
        let fill = if pale { "#9ecae1" } else { "#3182bd" };
        let (y, base) = (scale(high), scale(low.min(0.0).max(low)).max(scale(0.0_f64.min(low))));
        let base = if low >= 0.0 { scale(0.0) } else { base };
        let range = number::range(Some(low), Some(high));
        let _ = writeln!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{fill}\"><title>{} {range}</title></rect>",
            x + slot * 0.2,
            y.min(base),
            slot * 0.6,
            (base - y).abs().max(1.0),
            escaped(label)
        );
    }
    if let Some((low, high)) = promised(quarter) {
        let (y, height) = (scale(high), (scale(low) - scale(high)).max(2.0));
        let range = number::range(Some(low), Some(high));
        let _ = writeln!(
            svg,
            "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"none\" stroke=\"#e6550d\" stroke-width=\"2\"><title>promised {range}</title></rect>",
            x + slot * 0.1,
            slot * 0.8
        );
    }
    if let Some(tone) = record.tone {
        let fill = if tone.score < 0.0 { "#de2d26" } else { "#31a354" };
        let y = bottom + 24.0 - tone.score * 12.0;
        let _ = writeln!(
            svg,
            "<circle cx=\"{middle:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{fill}\"><title>tone {:+.2}</title></circle>",
            tone.score
        );
    }
    let y = bottom + 52.0;
    let _ = writeln!(
        svg,
        "<text x=\"{middle:.1}\" y=\"{y:.1}\" text-anchor=\"end\" transform=\"rotate(-60 {middle:.1} {y:.1})\">{}</text>",
        escaped(label)
    );
}

fn escaped(text: &str) -> String {
    super::one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
