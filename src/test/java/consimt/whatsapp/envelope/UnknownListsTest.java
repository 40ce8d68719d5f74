package consimt.whatsapp.envelope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.whatsapp.envelope.Gathering.UnknownLists;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownListsTest {

    @Test
    void theTextOfWhatIsFoundShowsNothingThatPeopleWrote() throws JsonProcessingException {
        String value = """
                {"new_messages": [{"from": "40711222333", "text": {"body": "stop"}}]}""";

        UnknownLists found = UnknownLists.in(new ObjectMapper().readTree(value), Set.of());

        assertEquals("40711222333", found.messages().get(0).path("from").textValue());
        assertEquals("unknown lists", found.toString());
    }
}
