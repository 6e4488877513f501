package io.paylog.web;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Gives JSON also to those who accept something else only, as RFC 9110 allows. A refusal would come when there is an
 * answer to refuse, after what was asked for has been done.
 */
final class JsonAnyway implements ContentNegotiationStrategy {

    private static final MediaType LAST_OF_ALL = new MediaType("*", "*", 0.001);

    private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request) {
        try {
            List<MediaType> accepted = new ArrayList<>(header.resolveMediaTypes(request));
            accepted.add(LAST_OF_ALL);
            return accepted;
        } catch (HttpMediaTypeNotAcceptableException unreadable) {
            return MEDIA_TYPE_ALL_LIST;
        }
    }
}
