package consimt.local.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.local.Project;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that browsers get, by their paths: for each page its document and its one script, and the icon. They are made
 * of {@code src/pages}, and anew when a file there has changed.
 */
public final class PageFiles {

    /** What a page asks for when it has no link, or one that is no longer valid. */
    static final String SETTINGS = "pages.json";

    /** The page that is on one's own machine only. */
    static final String PLAYGROUND = "playground";

    private static final String DOCUMENT = "index.html";
    private static final String SCRIPT = "main.js";
    private static final String ICON = "shared/icon.svg";

    private static final String LIBRARY = "lit-html/";
    private static final String LIBRARY_POM = "META-INF/maven/org.mvnpm/lit-html/pom.properties";

    private static volatile Made last = new Made(Map.of(), Map.of());

    /** @param changed when each file and folder of the sources was changed */
    private record Made(Map<Path, Long> changed, Map<String, String> texts) {}

    private PageFiles() {}

    /** Writes them to {@code target/pages}. The argument, if there is one, is where people ask for a new link. */
    public static void main(String[] arguments) throws IOException {
        Optional<String> address =
                Stream.of(arguments).filter(each -> !each.isBlank()).findFirst();
        write(Project.folder().resolve("target/pages"), address);
    }

    static void write(Path folder, Optional<String> address) throws IOException {
        Map<String, String> all = new TreeMap<>(made());
        all.keySet().removeIf(path -> path.startsWith(PLAYGROUND + "/"));
        all.put(SETTINGS, settings(address, false));
        for (Map.Entry<String, String> file : all.entrySet()) {
            Path to = folder.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.writeString(to, file.getValue());
        }
    }

    /** The texts of all files, but for the settings. */
    static Map<String, String> made() {
        Map<Path, Long> changed = changed();
        Made kept = last;
        if (!kept.changed.equals(changed)) {
            kept = new Made(changed, make());
            last = kept;
        }
        return kept.texts;
    }

    private static Map<Path, Long> changed() {
        try (Stream<Path> all = Files.walk(sources())) {
            return all.collect(
                    Collectors.toMap(path -> path, path -> path.toFile().lastModified()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> make() {
        Map<String, String> made = new TreeMap<>();
        for (String page : pages()) {
            made.put(page + "/" + DOCUMENT, read(page + "/" + DOCUMENT));
            made.put(page + "/" + SCRIPT, ModuleBundle.of(page + "/" + SCRIPT, PageFiles::read));
        }
        made.put(ICON, read(ICON));
        return made;
    }

    /**
     * @param address where people ask for a new link
     * @param sample whether a page without a link offers the people of the sample
     */
    static String settings(Optional<String> address, boolean sample) {
        Map<String, String> settings = new TreeMap<>();
        address.ifPresent(known -> settings.put("operatorAddress", known));
        if (sample) {
            settings.put("sample", "/sample");
        }
        try {
            return new ObjectMapper().writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings of texts", e);
        }
    }

    /** The folders that have a document. */
    static List<String> pages() {
        try (Stream<Path> folders = Files.list(sources())) {
            return folders.filter(folder -> Files.exists(folder.resolve(DOCUMENT)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String path) {
        try {
            return path.startsWith(LIBRARY)
                    ? library(path.substring(LIBRARY.length()))
                    : Files.readString(sources().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path sources() {
        return Project.folder().resolve("src/pages");
    }

    private static String library(String file) throws IOException {
        Properties pom = new Properties();
        try (InputStream properties = resource(LIBRARY_POM)) {
            pom.load(properties);
        }
        String folder = "META-INF/resources/_static/lit-html/" + pom.getProperty("version") + "/";
        try (InputStream script = resource(folder + file)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String path) throws IOException {
        InputStream file = PageFiles.class.getClassLoader().getResourceAsStream(path);
        if (file == null) {
            throw new IOException(path + " is missing");
        }
        return file;
    }
}
