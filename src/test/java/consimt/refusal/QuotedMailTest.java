package consimt.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import consimt.business.Business;
import consimt.kit.Cases;
import consimt.refusal.RefusalClassifier.Judgement;
import consimt.relation.BusinessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail programs write above the mail that a person answers, and what they put before its subject. */
class QuotedMailTest {

    private static final Path ATTRIBUTIONS = Path.of("src/test/resources/consimt/refusal/attributions.txt");
    private static final String REFUSAL = "I do not wish to be contacted";
    private static final String QUOTE = "New lamps! Buy two and pay one. To end this, answer STOP.";

    private final RefusalClassifier judge = RefusalClassifier.of(Business.unconfigured(new BusinessId("b")));

    /** What mail programs in some thirty languages write; as they wrap it. */
    static Stream<String> attributions() throws IOException {
        return Stream.of(Files.readString(ATTRIBUTIONS).split("(^|\n)# [^\n]*\n"))
                .filter(lines -> !lines.isBlank())
                .map(String::strip);
    }

    @Test
    void thereAreAHundred() throws IOException {
        assertTrue(attributions().count() >= 100);
    }

    @Test
    void anOptOutWordAboveAQuotedMailOptsOut() throws IOException {
        assertEquals(
                List.of(), attributions().filter(lines -> !isOptOutAbove(lines)).toList());
    }

    private boolean isOptOutAbove(String attribution) {
        return Stream.of(
                        "STOP\n" + attribution + "\n\n" + QUOTE,
                        "STOP\n\n" + attribution + "\n" + QUOTE,
                        "Stop, please\nSent from my iPhone\n\n" + attribution + "\n> " + QUOTE)
                .allMatch(mail -> judge.ofText("", mail) == Judgement.OPT_OUT);
    }

    @Test
    void talkAboveAQuotedMailStaysTalk() throws IOException {
        assertEquals(
                List.of(),
                attributions()
                        .filter(lines ->
                                judge.ofText("", "Thanks, two of them\n\n" + lines + "\n\n" + QUOTE) != Judgement.TALK)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REFUSAL,
                "Hello,\n\n" + REFUSAL,
                "Hello,\n" + REFUSAL + ", 0755 123 456",
                "Hello,\n\nsince 3.3.2025 10:02\n" + REFUSAL + " 2025"
            })
    void aRefusalAboveAQuotedMailIsFound(String own) throws IOException {
        assertEquals(
                List.of(),
                attributions()
                        .filter(lines ->
                                judge.ofText("", own + "\n" + lines + "\n\nNew lamps!") != Judgement.SUSPECTED_REFUSAL)
                        .toList());
    }

    @Test
    void aRefusalBelowLinesThatAreMarkedIsFound() throws IOException {
        assertEquals(
                List.of(),
                attributions()
                        .filter(lines -> lines.matches("(?s).*[:：]"))
                        .filter(lines -> judge.ofText("", lines + "\n> New lamps!\n> Buy.\n\n" + REFUSAL + "\n")
                                != Judgement.SUSPECTED_REFUSAL)
                        .toList());
    }

    /** No program wrote these lines. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "I bought it on 3 March 2025 at 10:02, and now:",
                "My order of 3.3.2025 10:02, number 12345:",
                "On 3 March 2025 at 10:02 I wrote to <a@shop.example>:",
                "Am 3.3.2025 um 10:02 habe ich geschrieben:",
                "Le 3 mars 2025 à 10:02 j'ai écrit à <a@shop.example> :",
                "My data: Ana Pop\nMail: ana@home.example\nSince: 3.3.2025 10:02",
                "Write to <ana@home.example> no more:",
                "From: Ana\nI say:",
                "--- and now ---",
                "____\nand now:"
            })
    void aRefusalBelowALineThatOnlyLooksLikeOneIsFound(String line) {
        assertEquals(Judgement.SUSPECTED_REFUSAL, judge.ofText("", "Hello\n\n" + line + "\n" + REFUSAL + "\n"), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "Unsubscribe", "  unsubscribe please ", "STOP!!", "🛑"})
    void anOptOutWordAsTheSubjectOptsOutIfTheTextIsEmpty(String subject) {
        for (String text :
                List.of("", "  \n", "Sent from my iPhone", "\n-- \nAna Pop\nShoes", "> New lamps!", "stop")) {
            assertEquals(Judgement.OPT_OUT, judge.ofText(subject, text), text);
        }
        assertEquals(Judgement.OPT_OUT, judge.ofText(subject, REFUSAL));
    }

    /** "Cancel", and below it which order, is no opt-out. */
    @Test
    void anOptOutWordAsTheSubjectOfAnotherTextIsAPossibleRefusal() {
        assertEquals(
                Judgement.SUSPECTED_REFUSAL, judge.ofText("Cancel", "My order 12345, please. It is too late now."));
        assertEquals(Judgement.SUSPECTED_REFUSAL, judge.ofText("Stop", "Здравствуйте"));
    }

    @Test
    void theMoreProtectiveOfSubjectAndTextCounts() {
        assertEquals(Judgement.OPT_OUT, judge.ofText("Lamps", "STOP"));
        assertEquals(Judgement.SUSPECTED_REFUSAL, judge.ofText("I do not wish to be contacted", "Ana"));
        assertEquals(Judgement.SUSPECTED_REFUSAL, judge.ofText("Lamps", "I do not wish to be contacted"));
        assertEquals(Judgement.UNKNOWN_SCRIPT, judge.ofText("Здравствуйте", "Ana"));
        assertEquals(Judgement.TALK, judge.ofText("Lamps", "Two, please"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Re: ", "RE : ", "re:", "Re[2]: ", "RE (3): ", "AW: ", "WG: ", "Fwd: ", "FW: ", "TR : ", "RV: ",
                        "RES: ", "ENC: ", "R: ", "I: ",
                "Rif: ", "Antw: ", "SV: ", "VS: ", "VB: ", "Odp: ", "PD: ", "Ynt: ", "Vá: ", "Απ: ", "На: ", "Отв: ",
                        "答复: ", "回复：", "转发: ",
                "返信: ", "회신: ", "[EXT] Re: ", "[Extern] [Lista] AW: "
            })
    void theSubjectOfAnAnswerIsTheBusinesss(String prefix) {
        assertEquals(Judgement.TALK, judge.ofText(prefix + "Unsubscribe", "Two, please"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 Mar 2025 at 10:02 Ana wrote:      | true
            2025-03-03 10.02                    | true
            10:02, 3/3/25                       | true
            3 septembre 2025, 10:02             | true
            10:02 3 March 2025                  | true
            10:02, Mar 3, 2025                  | true
            2025/03/03 (Mon) 9:05               | true
            10:02, 3 apples                     | false
            3 <a@b.example> March 2025 10:02    | false
            on 3 March I wrote:                 | false
            at 10:02 I wrote:                   | false
            call 0755 500 001                   | false
            3 Mar 2025 <a@b.example> at 10:02   | false
            1111 1111 1111 1111                 | false
            """)
    void aDayWithAnHourIsFound(String line, boolean isThere) {
        assertEquals(isThere, MailLines.hasDayAndHour(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1111 ", "11/11/", "1:", "1.1 ", "a:"})
    void aLineOfAnyLengthHasNone(String piece) {
        assertFalse(MailLines.hasDayAndHour(piece.repeat(Cases.of(20_000, 100_000))));
    }

    @Test
    void theTextOfAReadMailShowsNothingOfIt() {
        assertEquals("own text", new OwnText(List.of("stop it"), MailLines.get()).toString());
    }
}
