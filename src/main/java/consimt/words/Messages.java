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
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

record Messages(Locale locale, Properties texts) {

    static final List<String> LANGUAGES = List.of("en", "ro", "es", "pt", "fr", "de");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final Map<String, Messages> READ = new ConcurrentHashMap<>();

    /** The messages of the first language that has a file. English always has one. */
    static Messages bestOf(List<Locale> wanted) {
        return in(wanted.stream()
                .map(Locale::getLanguage)
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse("en"));
    }

    static Messages in(String language) {
        return READ.computeIfAbsent(language, Messages::read);
    }

    private static Messages read(String language) {
        Properties texts = PackagedFile.read(Messages.class, language + ".properties", file -> {
            Properties read = new Properties();
            read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return read;
        });
        return new Messages(Locale.forLanguageTag(language), texts);
    }

    String get(String key) {
        String message = texts.getProperty(key);
        if (message == null) {
            throw new IllegalArgumentException("no message " + key + " in " + locale);
        }
        return message;
    }

    /** One pass only: a value may look like a placeholder, and is shown as it is. */
    String filled(String key, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(get(key))
                .replaceAll(placeholder ->
                        Matcher.quoteReplacement(Objects.requireNonNull(values.get(placeholder.group(1)))));
    }

    String language() {
        return locale.toLanguageTag();
    }

    String day(LocalDate day) {
        return day.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale));
    }
}
