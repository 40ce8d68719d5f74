package consimt.words;

import consimt.runtime.PackagedFile;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The messages of one language, each read once. */
final class Messages {

    static final List<String> LANGUAGES = List.of("en", "ro", "es", "pt", "fr", "de");

    private static final Map<String, Messages> READ = new ConcurrentHashMap<>();

    private final Locale locale;
    private final Properties messages;

    private Messages(String language) {
        locale = Locale.forLanguageTag(language);
        messages = PackagedFile.read(Messages.class, language + ".properties", file -> {
            Properties read = new Properties();
            read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return read;
        });
    }

    /** The messages of the first language that has a file. English always has one. */
    static Messages bestOf(List<Locale> wanted) {
        return in(wanted.stream()
                .map(Locale::getLanguage)
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse("en"));
    }

    static Messages in(String language) {
        return READ.computeIfAbsent(language, Messages::new);
    }

    String get(String key) {
        String message = messages.getProperty(key);
        if (message == null) {
            throw new IllegalArgumentException("no message " + key + " in " + locale);
        }
        return message;
    }

    String language() {
        return locale.toLanguageTag();
    }

    Iterable<String> keys() {
        return messages.stringPropertyNames();
    }

    String day(LocalDate day) {
        return day.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale));
    }
}
