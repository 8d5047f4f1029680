package dev.sluice.bench.report;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** All measured values as JSON. */
public final class JsonReport {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

  private JsonReport() {}

  /** Writes the file. */
  public static void write(Results results, List<Figure> figures, Path file) throws IOException {
    Machine machine = results.machine();
    JsonObject all =
        Json.createObjectBuilder()
            .add("plan", results.plan())
            .add("seconds", results.seconds())
            .add(
                "machine",
                Json.createObjectBuilder()
                    .add("time", machine.time())
                    .add("processor", machine.processor())
                    .add("cores", machine.cores())
                    .add("system", machine.system())
                    .add("java", machine.java())
                    .add("loadBefore", machine.loadBefore()))
            .add("figures", array(figures, JsonReport::figure))
            .add("warmUp", array(results.warmUps(), JsonReport::warmUp))
            .add("rounds", array(results.holds(), JsonReport::hold))
            .add("growth", array(results.scale(), JsonReport::hold))
            .add("viewerCosts", array(results.costs(), JsonReport::cost))
            .add("memory", array(results.memory(), JsonReport::memory))
            .add("floor", array(results.floors(), JsonReport::floor))
            .add("joins", array(results.joins(), JsonReport::join))
            .add("idleHiccupMillis", percentiles(results.idleHiccupNanos()))
            .add("pusherLatenessMillis", percentiles(results.pusherLatenessNanos()))
            .build();
    try (JsonWriter writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
            .createWriter(Files.newBufferedWriter(file))) {
      writer.writeObject(all);
    }
  }

  private static <T> JsonArrayBuilder array(
      List<T> values, Function<T, JsonObjectBuilder> toObject) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    values.forEach(value -> array.add(toObject.apply(value)));
    return array;
  }

  private static JsonObjectBuilder figure(Figure figure) {
    return Json.createObjectBuilder()
        .add("name", figure.name())
        .add("must", figure.must())
        .add("goal", figure.goal())
        .add("measured", figure.measured())
        .add("met", figure.verdict().text());
  }

  private static JsonObjectBuilder hold(HoldResult hold) {
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("subject", hold.subject())
            .add("viewers", hold.viewers())
            .add("seconds", hold.seconds())
            .add("valid", hold.valid())
            .add("packets", hold.totals().packets())
            .add("bytes", hold.totals().bytes())
            .add("lost", hold.totals().lost())
            .add("late", hold.totals().late())
            .add("faulty", hold.totals().faulty())
            .add("decrypted", hold.totals().opened())
            .add("forged", hold.totals().forged())
            .add("strange", hold.totals().strange())
            .add("missingPictures", hold.missingPictures());
    number(object, "cpuMicrosPerPacket", hold.cpuMicrosPerPacket());
    number(object, "cpuMillisPerViewerSecond", hold.cpuMillisPerViewerSecond());
    number(object, "cpuPercent", hold.cpuPercent());
    number(object, "harnessCpuPercent", hold.harnessCpuPercent());
    number(object, "allocatedBytesPerPacket", hold.allocatedBytesPerPacket());
    return object.add("delayMillis", percentiles(hold.delayNanos()));
  }

  private static JsonObjectBuilder cost(ViewerCost cost) {
    JsonObjectBuilder object =
        Json.createObjectBuilder().add("subject", cost.subject()).add("viewers", cost.viewers());
    number(object, "setupCpuMillis", cost.setupCpuMillis());
    return object;
  }

  private static JsonObjectBuilder memory(MemoryResult memory) {
    return Json.createObjectBuilder()
        .add("subject", memory.subject())
        .add("run", memory.run())
        .add("viewers", memory.viewers())
        .add("bytes", memory.bytes());
  }

  private static JsonObjectBuilder warmUp(WarmUpResult warmUp) {
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("subject", warmUp.subject())
            .add("viewers", warmUp.viewers())
            .add("failedCrowds", warmUp.failedCrowds());
    number(object, "firstCpuMillis", warmUp.firstCpuMillis());
    number(object, "lastCpuMillis", warmUp.lastCpuMillis());
    return object;
  }

  /** Leaves out unknown values, since JSON has no NaN. */
  private static void number(JsonObjectBuilder object, String name, double value) {
    if (Double.isFinite(value)) {
      var unused = object.add(name, value);
    }
  }

  private static JsonObjectBuilder floor(FloorResult floor) {
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("viewers", floor.viewers())
            .add("packets", floor.packets())
            .add("lost", floor.lost());
    number(object, "bytesPerPacket", floor.bytesPerPacket());
    number(object, "cpuMicrosPerPacket", floor.cpuMicrosPerPacket());
    return object;
  }

  private static JsonObjectBuilder join(JoinResult join) {
    return Json.createObjectBuilder()
        .add("subject", join.subject())
        .add("gopSeconds", join.gopSeconds())
        .add("keyPictureMillis", join.keyPictureMillis())
        .add("packetAfterFinishedMillis", join.packetAfterFinishedMillis());
  }

  private static JsonObjectBuilder percentiles(Histogram nanos) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    for (double percentile : PERCENTILES) {
      object.add("p" + percentile, nanos.getValueAtPercentile(percentile) / 1e6);
    }
    return object;
  }
}
