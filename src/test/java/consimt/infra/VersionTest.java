package consimt.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** There is one version, in the pom. What is no program has it written down. */
class VersionTest {

    @ParameterizedTest
    @CsvSource({
        "infra/openapi.yaml, '(?m)^  version: (.*)'",
        "infra/gateway.json, '\"version\": \"(.*?)\"'",
        "infra/template.yaml, '(?m)^Description: Consimt (.*?)\\. '"
    })
    void theVersionOfThePomIsWrittenInTheFilesToo(String file, String pattern) throws IOException {
        assertEquals(pom(), first(pattern, Files.readString(Path.of(file))));
    }

    @Test
    void theChangelogTellsOfTheReleaseOrOfWhatComesBeforeIt() throws IOException {
        String section = pom().endsWith("-SNAPSHOT") ? "Unreleased" : pom();
        assertTrue(Files.readString(Path.of("CHANGELOG.md")).contains("\n## [" + section + "]"), section);
    }

    private static String pom() throws IOException {
        return first(
                "(?s)<artifactId>consimt</artifactId>\\s*<version>(.*?)</version>",
                Files.readString(Path.of("pom.xml")));
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }
}
