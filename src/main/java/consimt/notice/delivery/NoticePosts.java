package consimt.notice.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import consimt.business.Business.Notices;
import consimt.business.BusinessSettings;
import consimt.notice.Notice;
import consimt.notice.post.NoticePost;
import consimt.notice.post.NoticePost.Reply;
import consimt.notice.post.PostProblem;
import consimt.relation.BusinessId;
import consimt.relation.UserId;
import consimt.runtime.Sha256;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

@Singleton
record NoticePosts(BusinessSettings settings, NoticeSender sender, NoticeJson json) {

    @Inject
    NoticePosts(BusinessSettings settings, NoticePost post, NoticeJson json, Clock clock) {
        this(settings, by(post, clock), json);
    }

    /** The URL of the settings is read again at each try. */
    static NoticeSender by(NoticePost post, Clock clock) {
        return (to, id, body) -> post.url(to.url())
                .map(url -> post.send(url, to.secretName(), id, clock.instant(), body))
                .orElseGet(() -> Reply.of(PostProblem.NOT_ALLOWED_ADDRESS, 0));
    }

    /** Where notices of a business go, at most a minute old. That there is none is read anew. */
    Optional<Notices> of(BusinessId businessId) {
        return Optional.ofNullable(settings.of(businessId).notices()).or(() -> fresh(businessId));
    }

    Optional<Notices> fresh(BusinessId businessId) {
        return Optional.ofNullable(settings.fresh(businessId).notices());
    }

    /** An endpoint that moved moments ago gets the notice where it is now. So no answer of the former one counts. */
    Reply post(Notices to, Notice notice) {
        String body = json.body(notice);
        Reply reply = post(to, notice.id().text(), body);
        return reply.isDelivered()
                ? reply
                : fresh(notice.data().businessId())
                        .filter(now -> !now.equals(to))
                        .map(now -> post(now, notice.id().text(), body))
                        .orElse(reply);
    }

    Reply post(Notices to, String id, String body) {
        return sender.send(to, id, body);
    }

    @FunctionalInterface
    interface NoticeSender {

        /**
         * @param id unique, and the same at each try
         * @throws consimt.runtime.StoreUnavailable if the secret cannot be read
         */
        Reply send(Notices to, String id, String body);
    }

    /** A notice as it is posted, the same from the stream and from the list. */
    @Singleton
    record NoticeJson(ObjectMapper json) {

        /** Two characters are escaped that JSON may have and the queue refuses. They are in texts only. */
        String body(Notice notice) {
            try {
                return json.writeValueAsString(notice)
                        .replace("\uFFFE", "\\ufffe")
                        .replace("\uFFFF", "\\uffff");
            } catch (JsonProcessingException e) {
                // The exception's message may quote the notice.
                throw new IllegalStateException("a notice that cannot be written");
            }
        }

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
}
