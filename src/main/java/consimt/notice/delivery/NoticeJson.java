package consimt.notice.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.notice.Notice;
import consimt.relation.UserId;
import consimt.runtime.Sha256;
import jakarta.inject.Singleton;

/** A notice as it is posted, the same from the stream and from the list. */
@Singleton
record NoticeJson(ObjectMapper json) {

    /** Two characters are escaped that JSON may have and the queue refuses. They are in texts only. */
    String body(Notice notice) {
        try {
            return json.writeValueAsString(notice).replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
        } catch (JsonProcessingException e) {
            // The exception's message may quote the notice.
            throw new IllegalStateException("a notice that cannot be written");
        }
    }

    /** @throws IllegalArgumentException if it is no notice */
    Notice notice(String body) {
        try {
            return json.readValue(body, Notice.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a notice that cannot be read");
        }
    }

    /** The relation of a notice as a hash, so that no id of a person is in a place where only texts of its own are. */
    static String group(Notice notice) {
        UserId userId = notice.data().userId();
        return Sha256.of("notices", notice.data().businessId().value(), userId == null ? null : userId.value())
                .shortId();
    }
}
