package dev.sluice.app.cli;

import dev.sluice.app.probe.Probe;
import dev.sluice.app.probe.ProbeReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code probe}: reports the content of a transport stream and whether browsers can play it. */
final class ProbeCommand {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String JSON = "--json";
  private static final String STANDARD_INPUT = "-";

  private final String from;
  private final boolean json;

  /**
   * @param from a file, an http or https address, or - for standard input
   */
  private ProbeCommand(String from, boolean json) {
    this.from = from;
    this.json = json;
  }

  static CliCommand command() {
    return new CliCommand(
        "probe",
        "FILE|URL|-",
        "Reads a transport stream to its end and reports programs, tracks, stamps and errors.",
        List.of(CliOption.flag(JSON, "Writes JSON.")),
        List.of(
            "The stream is a file, an http or https address, or standard input (-, or nothing).",
            "",
            "Exit codes:",
            "  0   there is a program, healthy or not",
            "  1   it cannot be read, or is no transport stream",
            "  2   misuse"),
        false,
        given -> new ProbeCommand(given.operand().orElse(STANDARD_INPUT), given.has(JSON)).run());
  }

  private int run() {
    ProbeReport report;
    try (InputStream in = open()) {
      report = read(in);
    } catch (IOException | IllegalArgumentException e) {
      Console.error(from + " cannot be read: " + reason(e));
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
    Console.line(json ? report.toJson() : report.toText());
    if (!report.hasPrograms()) {
      Console.error(from + " has no program: " + report.whyNoProgram());
      return 1;
    }
    return 0;
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    boolean missing = e instanceof NoSuchFileException;
    return missing ? "there is no such file" : message == null ? e.toString() : message;
  }

  private InputStream open() throws IOException, InterruptedException {
    if (from.equals(STANDARD_INPUT)) {
      return System.in;
    }
    if (from.startsWith("http://") || from.startsWith("https://")) {
      return get(URI.create(from));
    }
    if (from.contains("://")) {
      throw new IOException("only http and https addresses can be read");
    }
    return Files.newInputStream(Path.of(from));
  }

  /** The client ends with the process. */
  private static InputStream get(URI address) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("the server answers " + response.statusCode());
    }
    return response.body();
  }

  private static ProbeReport read(InputStream in) throws IOException {
    Probe probe = new Probe();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      probe.feed(buffer, 0, count);
    }
    return probe.end();
  }
}
