package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import consimt.refusal.PhraseAutomaton.Match;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in a text a phrase is found, by the signs that it is written with. */
class PhraseAutomatonTest {

    @ParameterizedTest
    @CsvSource(delimiter = ':', quoteCharacter = '\0', textBlock = """
                    go ..1 home        : go home               : true
                    go ..1 home        : go right home         : true
                    go ..1 home        : go right now home     : false
                    go ..1 home        : go. home              : false
                    go ... home        : go. Right now. home   : true
                    ^ go               : please, go            : true
                    ^ go               : please go             : false
                    ^ ..1 go           : please go             : true
                    ^ ..1 go           : yes, please go        : true
                    ^ ..1 go           : yes please go         : false
                    ^ ..1 go           : yes please. go        : true
                    go $               : go, please            : true
                    go $               : go please             : false
                    go ..1 $           : go please             : true
                    go ..1 $           : go please, now        : true
                    go ..1 $           : go please now         : false
                    go ^ home          : go, home              : true
                    go ^ home          : go home               : false
                    go ^ home          : go. home              : false
                    go ... ^ home      : go right. Now, home   : true
                    go ... ^ home      : go right now home     : false
                    go ..1 ^ home      : go right, home        : true
                    go ..1 ^ home      : go right now, home    : false
                    go ..1 ^ home      : go, right home        : true
                    go $ ..1 home      : go, right home        : true
                    go $ ..1 home      : go right home         : false
                    go $ ..1 home      : go, right now home    : false
                    go (..1 home|$)    : go right home         : true
                    go (..1 home|$)    : go                    : true
                    go (..1 home|$)    : go right              : false
                    """)
    void wordsAndBordersMayStandBetween(String phrase, String text, boolean isFound) {
        assertEquals(isFound, !matches(phrase, text).isEmpty());
    }

    @Test
    void aWordThatMayBeAbsentBelongsToThePhraseWhereItIsThere() {
        assertEquals(List.of(new Match(0, 1, 0, 1)), matches("(please)? go", "please go"));
        assertEquals(List.of(new Match(0, 0, 0, 0)), matches("(please)? go", "go"));
        assertEquals(List.of(new Match(0, 2, 0, 2)), matches("(please|now)* go", "please now go"));
    }

    private static List<Match> matches(String phrase, String text) {
        PhraseAutomatonBuilder builder = new PhraseAutomatonBuilder();
        builder.add(0, new PhraseReader().read(phrase));
        return builder.build().search(TextWords.first(text)).all();
    }
}
