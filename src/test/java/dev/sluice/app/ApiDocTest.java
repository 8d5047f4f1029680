package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.FreePorts;
import dev.sluice.app.config.ConfigLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The pages on the API and the metrics name what the running service has; {@code
 * -Dsluice.update=true} rewrites the table of metrics.
 */
@Timeout(60)
class ApiDocTest {
  private static final Path API = Path.of("docs", "api.md");
  private static final Path METRICS = Path.of("docs", "metrics.md");
  private static final String BEGIN = "<!-- metrics: made from the answer of /metrics -->\n";
  private static final Pattern ROW =
      Pattern.compile("^\\| ([A-Z, ]+) \\| (\\*public\\* )?(`/[^|]*`) \\|", Pattern.MULTILINE);
  private static final Pattern READY =
      Pattern.compile("WHEP (http://\\S+:\\d+), ingest (http://\\S+:\\d+)/ingest");

  /** A path of a route in the source text, such as {@code "/api/streams/{stream}"}. */
  private static final Pattern ROUTE =
      Pattern.compile("\"(/(?:api|ingest|metrics|health|v3)[a-z/{}]*)\"");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Service service;
  private URI open;
  private URI control;

  @BeforeEach
  void start() throws Exception {
    service =
        Service.start(
            ConfigLoader.load(
                    ServiceSettings::new,
                    Optional.empty(),
                    Map.of(
                        "SLUICE_PUBLIC_HOST", "127.0.0.1",
                        "SLUICE_UDP_HOST", "127.0.0.1",
                        "SLUICE_PUBLIC_PORT", "0",
                        "SLUICE_CONTROL_PORT", "0",
                        "SLUICE_UDP_PORT", "0",
                        "SLUICE_RTMP_PORT", Integer.toString(FreePorts.next())))
                .settings());
    Matcher ready = READY.matcher(service.readyLine());
    assertTrue(ready.find(), service.readyLine());
    open = URI.create(ready.group(1));
    control = URI.create(ready.group(2));
  }

  @AfterEach
  void stop() {
    service.close();
    client.close();
  }

  private HttpResponse<String> ask(String method, URI address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  @Test
  void everyListedRouteExists() throws Exception {
    int routes = 0;
    for (Matcher row = ROW.matcher(Files.readString(API)); row.find(); ) {
      URI socket = row.group(2) == null ? control : open;
      for (String path : row.group(3).replace("`", "").split(", ")) {
        URI address = socket.resolve(path.replace("NAME", "absent").replace("ID", "absent"));
        for (String method : row.group(1).split(", ")) {
          HttpResponse<String> answer = ask(method, address);
          String what = method + " " + address + ": " + answer.statusCode() + " " + answer.body();
          assertFalse(answer.body().contains("There is nothing at this address"), what);
          assertFalse(Set.of(405, 500).contains(answer.statusCode()), what);
          routes++;
        }
      }
    }
    assertTrue(routes >= 16, routes + " routes are listed");
  }

  @Test
  void everyRouteIsListed() throws IOException {
    String page = Files.readString(API);
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        ROUTE
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1).replace("{stream}", "NAME").replace("{id}", "ID"))
            .filter(path -> !page.contains("`" + path + "`") && !path.endsWith("/"))
            .forEach(path -> missing.add(file.getFileName() + " has " + path));
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void theTableOfMetricsIsComplete() throws Exception {
    HttpResponse<String> pushed =
        client.send(
            HttpRequest.newBuilder(control.resolve("/ingest/live"))
                .PUT(BodyPublishers.ofFile(Path.of("src/main/resources/demo/demo.ts")))
                .build(),
            BodyHandlers.ofString());
    assertEquals(200, pushed.statusCode(), pushed.body());
    String page = Files.readString(METRICS);
    String wanted =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + "\n| metric | type | label | meaning |\n|---|---|---|---|\n"
            + rows(ask("GET", control.resolve("/metrics")).body());
    if (Boolean.getBoolean("sluice.update")) {
      Files.writeString(METRICS, wanted);
    }
    assertEquals(wanted, Files.readString(METRICS));
  }

  private static String rows(String text) {
    Map<String, String> help = new LinkedHashMap<>();
    Map<String, String> type = new LinkedHashMap<>();
    Map<String, String> label = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP")) {
        help.put(words[2], words[3]);
      } else if (line.startsWith("# TYPE")) {
        type.put(words[2], words[3]);
      } else if (line.contains("{")) {
        label.put(
            line.substring(0, line.indexOf('{')),
            line.substring(line.indexOf('{') + 1, line.indexOf('=')));
      }
    }
    StringBuilder rows = new StringBuilder();
    for (String name : new TreeSet<>(help.keySet())) {
      String by = label.containsKey(name) ? "`" + label.get(name) + "`" : "";
      rows.append("| `%s` | %s | %s | %s |\n".formatted(name, type.get(name), by, help.get(name)));
    }
    return rows.toString();
  }
}
