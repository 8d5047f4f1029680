package dev.sluice.conformance.harness;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * The start of one viewer, measured beside an old one. Times are milliseconds from its own first
 * picture unless stated otherwise; unknown values are NaN.
 *
 * @param firstMillis from its POST to its first picture
 * @param lagSecondMillis lag behind the old viewer after a second, negative if ahead
 * @param stale pictures shown more than five frames late
 * @param raceMillis from the first picture to the last stale one
 * @param stillMillis the longest time without a new picture
 * @param audioAheadMillis sound minus picture at the end
 */
public record Newcomer(
    double firstMillis,
    double lagQuarterMillis,
    double lagSecondMillis,
    double lagEndMillis,
    int stale,
    double raceMillis,
    double stillMillis,
    int freezes,
    int lost,
    int plis,
    double audioAheadMillis) {
  static Newcomer of(JsonObject json) {
    return new Newcomer(
        number(json, "first"),
        number(json, "lagQuarter"),
        number(json, "lagSecond"),
        number(json, "lagEnd"),
        (int) number(json, "stale"),
        number(json, "race"),
        number(json, "still"),
        (int) number(json, "freezes"),
        (int) number(json, "lost"),
        (int) number(json, "plis"),
        number(json, "audioAheadMillis"));
  }

  private static double number(JsonObject json, String key) {
    return json.containsKey(key) && json.get(key).getValueType() == JsonValue.ValueType.NUMBER
        ? json.getJsonNumber(key).doubleValue()
        : Double.NaN;
  }
}
