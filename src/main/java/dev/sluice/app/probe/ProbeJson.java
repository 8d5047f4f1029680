package dev.sluice.app.probe;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/** The report as JSON: names with units, times in ms or 90 kHz ticks. */
final class ProbeJson {
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
  private static final JsonWriterFactory WRITER =
      Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));

  private ProbeJson() {}

  static String of(ProbeReport report) {
    JsonArrayBuilder programs = JSON.createArrayBuilder();
    report.programs().forEach(program -> programs.add(program(program)));
    JsonArrayBuilder advice = JSON.createArrayBuilder();
    Advice.of(report).forEach(advice::add);
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("packetBytes", report.packetBytes())
            .add("packets", report.packets())
            .add("nullPackets", report.nullPackets())
            .add("continuityErrors", report.continuityErrors())
            .add("muxerRestarts", report.muxerRestarts())
            .add("duplicates", report.duplicates())
            .add("transportErrors", report.transportErrors())
            .add("scrambledPackets", report.scrambledPackets())
            .add("syncLosses", report.syncLosses())
            .add("skippedBytes", report.skippedBytes())
            .add("programs", programs)
            .add("advice", advice);
    StringWriter text = new StringWriter();
    try (var writer = WRITER.createWriter(text)) {
      writer.writeObject(json.build());
    }
    return text.toString().strip();
  }

  private static JsonObjectBuilder program(ProgramReport program) {
    JsonArrayBuilder tracks = JSON.createArrayBuilder();
    program.tracks().forEach(track -> tracks.add(track(track)));
    ClockHealth.Report clock = program.clock();
    return JSON.createObjectBuilder()
        .add("number", program.number())
        .add("pmtPid", program.pmtPid())
        .add("pcrPid", program.pcrPid())
        .add(
            "pcr",
            JSON.createObjectBuilder()
                .add("references", clock.references())
                .add("longestIntervalMs", clock.longestIntervalMillis())
                .add("backwards", clock.backwards())
                .add("jumps", clock.jumps())
                .add("discontinuities", clock.discontinuities()))
        .add("withoutPat", program.withoutPat())
        .add("tableCrcsIgnored", program.tableCrcsIgnored())
        .add("tracks", tracks);
  }

  private static JsonObjectBuilder track(TrackReport track) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("pid", track.stream().pid())
            .add("kind", lower(track.stream().codec().kind()))
            .add("codec", lower(track.stream().codec()))
            .add("codecName", track.stream().codec().label())
            .add("streamType", track.stream().streamType())
            .add("playable", track.stream().playable())
            .add("health", track.health().label())
            .add("scrambledPackets", track.scrambledPackets())
            .add("pesLengthsIgnored", track.lengthsIgnored())
            .add("accessUnits", track.accessUnits())
            .add("keyFrames", track.keyUnits());
    if (track.firstPts90k() != TrackProbe.NO_STAMP) {
      json.add("firstPts90k", track.firstPts90k()).add("lastPts90k", track.lastPts90k());
    }
    json.add("pesPackets", track.pesPackets()).add("bitsPerSecond", track.bitsPerSecond());
    json.add("stamps", stamps(track.stamps()));
    json.add(
        "flush",
        JSON.createObjectBuilder()
            .add("rule", track.flush().label())
            .add("earlyPes", track.earlyPes())
            .add("winMs", rounded(track.flushWinMillis())));
    details(track, json);
    return json;
  }

  private static JsonObjectBuilder stamps(StampHealth stamps) {
    return JSON.createObjectBuilder()
        .add("missing", stamps.missing())
        .add("backwards", stamps.backwards())
        .add("jumps", stamps.jumps())
        .add("longestStepMs", stamps.longestStepMillis())
        .add("leastLeadMs", stamps.leastLeadMillis());
  }

  private static void details(TrackReport track, JsonObjectBuilder json) {
    VideoReport video = track.video();
    if (video != null) {
      JsonArrayBuilder sizes = JSON.createArrayBuilder();
      video.sizes().forEach(sizes::add);
      json.add(
          "video",
          JSON.createObjectBuilder()
              .add("sizes", sizes)
              .add("profileLevelId", "%06x".formatted(video.profileLevelId()))
              .add("framesPerSecond", rounded(video.framesPerSecond()))
              .add("idrPictures", video.idrPictures())
              .add("recoveryPoints", video.recoveryPoints())
              .add("shortestGop", video.shortestGop())
              .add("longestGop", video.longestGop())
              .add("bFrames", video.reorderedPictures())
              .add("referenceBFrames", video.reorderedReferences()));
    }
    AudioReport audio = track.audio();
    if (audio != null) {
      json.add(
          "audio",
          JSON.createObjectBuilder()
              .add("channels", audio.channels())
              .add("unitMs", rounded(audio.unitMillis()))
              .add("longestBurstMs", rounded(audio.longestBurstMillis())));
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
