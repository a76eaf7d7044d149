// Made from the API's document by `npm run client`.

export interface paths {
    readonly "/messages/receive/tenants/{tenantCode}/channels/{platform}/tokens/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Where a platform calls with what was said
         * @description Answers 200 only when what was received is durable. 401: the signature is wrong. 404: unknown tenant, platform or token. 503 with Retry-After: it cannot be kept now.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example telegram */
                    readonly platform: string;
                    /** @example v8k2m5q9x3c7b1n4z6l0j2h5g8f3d7s1 */
                    readonly token: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly put?: never;
        /**
         * Where a platform calls with what was said
         * @description Answers 200 only when what was received is durable. 401: the signature is wrong. 404: unknown tenant, platform or token. 503 with Retry-After: it cannot be kept now.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example telegram */
                    readonly platform: string;
                    /** @example v8k2m5q9x3c7b1n4z6l0j2h5g8f3d7s1 */
                    readonly token: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/media/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What somebody sent, by the signed URL of a part
         * @description Takes ranges. 404 for whatever is wrong with the URL: its id, its signature, its time. A list of messages has fresh URLs.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example md_k7m2p0mi5b8q2nx4r7c1s6e9fb */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/exports/{id}/file": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Load a copy by its signed URL
         * @description Takes ranges. 404 for whatever is wrong with the URL: its id, its signature, its time.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ex_k7m2p0mi5e6b1rk9h3s5t7zp */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/messages/send/tenants/{tenantCode}/channels/{platform}/tokens/{token}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a message to a conversation or an address */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example telegram */
                    readonly platform: string;
                    /** @example v8k2m5q9x3c7b1n4z6l0j2h5g8f3d7s1 */
                    readonly token: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly to: {
                            readonly conversationId: string;
                        } | {
                            /** @description The platform’s own id of a chat. */
                            readonly address: string;
                        };
                        readonly parts: readonly ({
                            /** @enum {string} */
                            readonly type: "text";
                            /** @description Markdown. */
                            readonly text: string;
                        } | {
                            /** @enum {string} */
                            readonly type: "image" | "audio" | "video" | "document" | "sticker";
                            /** Format: uri */
                            readonly url?: string;
                            /** @description An id the channel’s platform knows. */
                            readonly mediaId?: string;
                            readonly mime: string;
                            readonly name?: string;
                            /** @description Markdown. */
                            readonly caption?: string;
                            readonly size?: number;
                            readonly durationMs?: number;
                        } | {
                            /** @enum {string} */
                            readonly type: "location";
                            readonly latitude: number;
                            readonly longitude: number;
                            readonly name?: string;
                            readonly address?: string;
                        } | {
                            /** @enum {string} */
                            readonly type: "contact";
                            readonly name: string;
                            readonly phones: readonly string[];
                            readonly emails: readonly string[];
                        } | {
                            /** @enum {string} */
                            readonly type: "choices";
                            /** @description Markdown. */
                            readonly text: string;
                            readonly options: readonly {
                                readonly id: string;
                                readonly label: string;
                                readonly description?: string;
                            }[];
                        } | {
                            /** @enum {string} */
                            readonly type: "card";
                            readonly title: string;
                            /** @description Markdown. */
                            readonly text?: string;
                            /** Format: uri */
                            readonly imageUrl?: string;
                            readonly options?: readonly {
                                readonly id: string;
                                readonly label: string;
                                readonly description?: string;
                            }[];
                        })[];
                        /** @description Sent again with the same key, the request makes no second message. */
                        readonly idempotencyKey?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "messageId": "m_k7m2p0mi5b7k9pf8j3l5e2q00",
                         *       "status": "queued"
                         *     }
                         */
                        readonly "application/json": {
                            readonly messageId: string;
                            /** @enum {string} */
                            readonly status: "queued" | "sent" | "delivered" | "read" | "failed";
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List all changes, the newest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "seq": 42,
                         *           "at": "2026-11-20T09:30:00.000Z",
                         *           "tenantId": "k7m2p",
                         *           "actor": {
                         *             "kind": "user",
                         *             "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *             "name": "Ada King"
                         *           },
                         *           "action": "PUT /api/v1/chatbots/:id",
                         *           "target": {
                         *             "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za"
                         *           },
                         *           "address": "203.0.113.7",
                         *           "requestId": "Zk3v9tQ1-2f",
                         *           "before": {
                         *             "name": "Ada"
                         *           },
                         *           "after": {
                         *             "name": "Ada of Acme"
                         *           },
                         *           "hash": "0d5f…"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly seq: number;
                                /** Format: date-time */
                                readonly at: string;
                                readonly tenantId: string | null;
                                readonly actor: {
                                    readonly kind: string;
                                    readonly id: string;
                                    readonly name: string;
                                };
                                /** @description Method and pattern of the route. */
                                readonly action: string;
                                readonly target: {
                                    readonly [key: string]: unknown;
                                };
                                readonly address: string;
                                readonly requestId: string;
                                readonly before: unknown;
                                readonly after: unknown;
                                /** @description Of the entry and of the hash before it. */
                                readonly hash: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/audit": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the changes in a tenant, the newest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "seq": 42,
                         *           "at": "2026-11-20T09:30:00.000Z",
                         *           "tenantId": "k7m2p",
                         *           "actor": {
                         *             "kind": "user",
                         *             "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *             "name": "Ada King"
                         *           },
                         *           "action": "PUT /api/v1/chatbots/:id",
                         *           "target": {
                         *             "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za"
                         *           },
                         *           "address": "203.0.113.7",
                         *           "requestId": "Zk3v9tQ1-2f",
                         *           "before": {
                         *             "name": "Ada"
                         *           },
                         *           "after": {
                         *             "name": "Ada of Acme"
                         *           },
                         *           "hash": "0d5f…"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly seq: number;
                                /** Format: date-time */
                                readonly at: string;
                                readonly tenantId: string | null;
                                readonly actor: {
                                    readonly kind: string;
                                    readonly id: string;
                                    readonly name: string;
                                };
                                /** @description Method and pattern of the route. */
                                readonly action: string;
                                readonly target: {
                                    readonly [key: string]: unknown;
                                };
                                readonly address: string;
                                readonly requestId: string;
                                readonly before: unknown;
                                readonly after: unknown;
                                /** @description Of the entry and of the hash before it. */
                                readonly hash: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/second-factor": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Begin with a second factor: the secret for an authenticator app */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "secret": "JBSWY3DPEHPK3PXP",
                         *       "url": "otpauth://totp/Colloquy:ada%40acme.example?secret=…"
                         *     }
                         */
                        readonly "application/json": {
                            readonly secret: string;
                            /** @description For a QR code. */
                            readonly url: string;
                        };
                    };
                };
            };
        };
        /** Do without a second factor */
        readonly delete: {
            readonly parameters: {
                readonly query: {
                    /** @description A code of it, or a recovery code. */
                    readonly code: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/second-factor/confirm": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Show that the app has it: from now on it is asked for */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "code": "492039"
                     *     }
                     */
                    readonly "application/json": {
                        readonly code: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "recoveryCodes": [
                         *         "k3x9q-5t8w2",
                         *         "e6r9y-1u3i7"
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            /** @description Shown this once. */
                            readonly recoveryCodes: readonly string[];
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/validate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Who is calling, and what they may do */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "valid": true,
                         *       "kind": "user",
                         *       "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *       "name": "Ada King",
                         *       "scope": "tenants",
                         *       "permissions": [],
                         *       "tenants": [
                         *         {
                         *           "code": "acme",
                         *           "permissions": [
                         *             "chatbots:read",
                         *             "chatbots:write"
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {boolean} */
                            readonly valid: true;
                            /** @enum {string} */
                            readonly kind: "user" | "api-key";
                            readonly id: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly scope: "platform" | "tenants";
                            /** @description Of the platform, for who administers it or part of it. */
                            readonly permissions: readonly string[];
                            readonly tenants: readonly {
                                readonly code: string;
                                readonly permissions: readonly string[];
                            }[];
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/logout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End this session: its tokens are worth nothing */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/sessions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Where you are signed in */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "ss_9o6l3k8j5h2g7f4d1s0a",
                         *           "address": "203.0.113.7",
                         *           "agent": "Mozilla/5.0",
                         *           "current": true,
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "usedAt": "2026-11-20T09:30:02.180Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly address: string;
                                readonly agent: string;
                                readonly current: boolean;
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly usedAt: string;
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/sessions/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Sign out somewhere else */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ss_9o6l3k8j5h2g7f4d1s0a */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/password": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Change your password; all your other sessions end */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "current": "correct horse battery",
                     *       "password": "staple the horse, correctly"
                     *     }
                     */
                    readonly "application/json": {
                        readonly current: string;
                        readonly password: string;
                    };
                };
            };
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/verify-email/request": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask for a letter that shows that your address is yours
         * @description Nothing is sent when it was shown already, nor after some letters in an hour.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "accepted"
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly status: "accepted";
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/sso/logout": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** End this session, and learn where to sign out of the identity provider */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            /** @description Where the browser signs out at the identity provider too. */
                            readonly url: string | null;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/single-sign-on": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how a tenant’s people sign in by its identity provider, and what the provider has to know */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "signInUrl": "https://gateway.example/sign-in?tenant=acme",
                         *       "callbackUrl": "https://gateway.example/api/v1/auth/sso/acme/callback",
                         *       "metadataUrl": "https://gateway.example/api/v1/auth/sso/acme/metadata",
                         *       "settings": {
                         *         "protocol": "oidc",
                         *         "issuer": "https://login.example.org/realms/staff",
                         *         "clientId": "colloquy",
                         *         "allowedDomains": [
                         *           "example.org"
                         *         ],
                         *         "defaultRole": "agent",
                         *         "rolesFrom": {
                         *           "claim": "groups",
                         *           "roles": {
                         *             "colloquy-admins": "admin"
                         *           }
                         *         },
                         *         "required": true,
                         *         "scopes": [
                         *           "email",
                         *           "profile"
                         *         ],
                         *         "hasSecret": true
                         *       },
                         *       "changedAt": "2030-01-01T12:00:00.000Z",
                         *       "problem": null
                         *     }
                         */
                        readonly "application/json": {
                            /** @description Where people sign in. */
                            readonly signInUrl: string;
                            /** @description The redirect URI, or the assertion consumer service. */
                            readonly callbackUrl: string;
                            /** @description Our entity id, and our metadata, for SAML. */
                            readonly metadataUrl: string;
                            /** @description null: there is none. */
                            readonly settings: ({
                                /** @enum {string} */
                                readonly protocol: "oidc";
                                readonly issuer: string & (unknown & unknown);
                                readonly clientId: string;
                                readonly scopes: readonly string[];
                                readonly hasSecret: boolean;
                                /** @description What may stand after the @. */
                                readonly allowedDomains: readonly string[];
                                readonly defaultRole: ("owner" | "admin" | "developer" | "agent" | "viewer") | null;
                                /** @description What its values make of people, at every sign-in; of several the most. */
                                readonly rolesFrom?: {
                                    /** @description A claim of the ID token, or an attribute of the assertion. */
                                    readonly claim: string;
                                    readonly roles: {
                                        readonly [key: string]: "owner" | "admin" | "developer" | "agent" | "viewer";
                                    };
                                };
                                readonly required: boolean;
                            } | {
                                /** @enum {string} */
                                readonly protocol: "saml";
                                /** @description The provider’s entity id. */
                                readonly issuer: string;
                                /** @description Where it takes requests by HTTP-Redirect. */
                                readonly entryPoint: string & (unknown & unknown);
                                /** @description PEM or bare base64. */
                                readonly certificates: readonly string[];
                                /** @description Whom its assertions are for: `metadataUrl` unless said. */
                                readonly audience?: string;
                                readonly wantAssertionsSigned?: boolean;
                                readonly wantResponseSigned?: boolean;
                                /** @description Names of attributes; without `email` the NameID is the address. */
                                readonly attributes?: {
                                    readonly email?: string;
                                    readonly name?: string;
                                };
                                /** @description What may stand after the @. */
                                readonly allowedDomains: readonly string[];
                                readonly defaultRole: ("owner" | "admin" | "developer" | "agent" | "viewer") | null;
                                /** @description What its values make of people, at every sign-in; of several the most. */
                                readonly rolesFrom?: {
                                    /** @description A claim of the ID token, or an attribute of the assertion. */
                                    readonly claim: string;
                                    readonly roles: {
                                        readonly [key: string]: "owner" | "admin" | "developer" | "agent" | "viewer";
                                    };
                                };
                                readonly required: boolean;
                            }) | null;
                            readonly changedAt: string | null;
                            /** @description Why the last sign-in that failed at the provider did. */
                            readonly problem: {
                                readonly sentence: string;
                                /** Format: date-time */
                                readonly at: string;
                            } | null;
                        };
                    };
                };
            };
        };
        /**
         * Let a tenant’s people sign in by its identity provider
         * @description OpenID Connect or SAML 2.0. An OIDC provider is asked for its metadata at once. Whom another provider vouched for before is signed out.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "protocol": "oidc",
                     *       "issuer": "https://login.example.org/realms/staff",
                     *       "clientId": "colloquy",
                     *       "allowedDomains": [
                     *         "example.org"
                     *       ],
                     *       "defaultRole": "agent",
                     *       "rolesFrom": {
                     *         "claim": "groups",
                     *         "roles": {
                     *           "colloquy-admins": "admin"
                     *         }
                     *       },
                     *       "required": false,
                     *       "clientSecret": "a secret of the provider"
                     *     }
                     */
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly protocol: "oidc";
                        readonly issuer: string & (unknown & unknown);
                        readonly clientId: string;
                        /** @description Beside openid: email and profile. */
                        readonly scopes?: readonly string[];
                        /** @description Write-only; without it the one that is kept. */
                        readonly clientSecret?: string;
                        /** @description What may stand after the @. */
                        readonly allowedDomains: readonly string[];
                        /** @description Of who is new; null: only whom `rolesFrom` names comes in. */
                        readonly defaultRole?: ("owner" | "admin" | "developer" | "agent" | "viewer") | null;
                        /** @description What its values make of people, at every sign-in; of several the most. */
                        readonly rolesFrom?: {
                            /** @description A claim of the ID token, or an attribute of the assertion. */
                            readonly claim: string;
                            readonly roles: {
                                readonly [key: string]: "owner" | "admin" | "developer" | "agent" | "viewer";
                            };
                        };
                        /** @description Passwords open nothing of this tenant, but for owners. */
                        readonly required?: boolean;
                    } | {
                        /** @enum {string} */
                        readonly protocol: "saml";
                        /** @description The provider’s entity id. */
                        readonly issuer?: string;
                        /** @description Where it takes requests by HTTP-Redirect. */
                        readonly entryPoint?: string & (unknown & unknown);
                        /** @description PEM or bare base64. */
                        readonly certificates?: readonly string[];
                        /** @description Whom its assertions are for: `metadataUrl` unless said. */
                        readonly audience?: string;
                        readonly wantAssertionsSigned?: boolean;
                        readonly wantResponseSigned?: boolean;
                        /** @description Names of attributes; without `email` the NameID is the address. */
                        readonly attributes?: {
                            readonly email?: string;
                            readonly name?: string;
                        };
                        /** @description The provider’s metadata as XML: says issuer, entryPoint and certificates. */
                        readonly metadata?: string;
                        /** @description What may stand after the @. */
                        readonly allowedDomains: readonly string[];
                        /** @description Of who is new; null: only whom `rolesFrom` names comes in. */
                        readonly defaultRole?: ("owner" | "admin" | "developer" | "agent" | "viewer") | null;
                        /** @description What its values make of people, at every sign-in; of several the most. */
                        readonly rolesFrom?: {
                            /** @description A claim of the ID token, or an attribute of the assertion. */
                            readonly claim: string;
                            readonly roles: {
                                readonly [key: string]: "owner" | "admin" | "developer" | "agent" | "viewer";
                            };
                        };
                        /** @description Passwords open nothing of this tenant, but for owners. */
                        readonly required?: boolean;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "signInUrl": "https://gateway.example/sign-in?tenant=acme",
                         *       "callbackUrl": "https://gateway.example/api/v1/auth/sso/acme/callback",
                         *       "metadataUrl": "https://gateway.example/api/v1/auth/sso/acme/metadata",
                         *       "settings": {
                         *         "protocol": "oidc",
                         *         "issuer": "https://login.example.org/realms/staff",
                         *         "clientId": "colloquy",
                         *         "allowedDomains": [
                         *           "example.org"
                         *         ],
                         *         "defaultRole": "agent",
                         *         "rolesFrom": {
                         *           "claim": "groups",
                         *           "roles": {
                         *             "colloquy-admins": "admin"
                         *           }
                         *         },
                         *         "required": true,
                         *         "scopes": [
                         *           "email",
                         *           "profile"
                         *         ],
                         *         "hasSecret": true
                         *       },
                         *       "changedAt": "2030-01-01T12:00:00.000Z",
                         *       "problem": null
                         *     }
                         */
                        readonly "application/json": {
                            /** @description Where people sign in. */
                            readonly signInUrl: string;
                            /** @description The redirect URI, or the assertion consumer service. */
                            readonly callbackUrl: string;
                            /** @description Our entity id, and our metadata, for SAML. */
                            readonly metadataUrl: string;
                            /** @description null: there is none. */
                            readonly settings: ({
                                /** @enum {string} */
                                readonly protocol: "oidc";
                                readonly issuer: string & (unknown & unknown);
                                readonly clientId: string;
                                readonly scopes: readonly string[];
                                readonly hasSecret: boolean;
                                /** @description What may stand after the @. */
                                readonly allowedDomains: readonly string[];
                                readonly defaultRole: ("owner" | "admin" | "developer" | "agent" | "viewer") | null;
                                /** @description What its values make of people, at every sign-in; of several the most. */
                                readonly rolesFrom?: {
                                    /** @description A claim of the ID token, or an attribute of the assertion. */
                                    readonly claim: string;
                                    readonly roles: {
                                        readonly [key: string]: "owner" | "admin" | "developer" | "agent" | "viewer";
                                    };
                                };
                                readonly required: boolean;
                            } | {
                                /** @enum {string} */
                                readonly protocol: "saml";
                                /** @description The provider’s entity id. */
                                readonly issuer: string;
                                /** @description Where it takes requests by HTTP-Redirect. */
                                readonly entryPoint: string & (unknown & unknown);
                                /** @description PEM or bare base64. */
                                readonly certificates: readonly string[];
                                /** @description Whom its assertions are for: `metadataUrl` unless said. */
                                readonly audience?: string;
                                readonly wantAssertionsSigned?: boolean;
                                readonly wantResponseSigned?: boolean;
                                /** @description Names of attributes; without `email` the NameID is the address. */
                                readonly attributes?: {
                                    readonly email?: string;
                                    readonly name?: string;
                                };
                                /** @description What may stand after the @. */
                                readonly allowedDomains: readonly string[];
                                readonly defaultRole: ("owner" | "admin" | "developer" | "agent" | "viewer") | null;
                                /** @description What its values make of people, at every sign-in; of several the most. */
                                readonly rolesFrom?: {
                                    /** @description A claim of the ID token, or an attribute of the assertion. */
                                    readonly claim: string;
                                    readonly roles: {
                                        readonly [key: string]: "owner" | "admin" | "developer" | "agent" | "viewer";
                                    };
                                };
                                readonly required: boolean;
                            }) | null;
                            readonly changedAt: string | null;
                            /** @description Why the last sign-in that failed at the provider did. */
                            readonly problem: {
                                readonly sentence: string;
                                /** Format: date-time */
                                readonly at: string;
                            } | null;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /** Do without single sign-on; whom the provider vouched for is signed out */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/api-keys": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List API keys, never the keys themselves */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose key it is; left out: the tenant’s that key, header or sub-domain name, or else the platform’s.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "ak_5t8w2e6r9y1u3i7o4p0a",
                         *           "name": "Shop backend",
                         *           "prefix": "cqk_5t8w2e",
                         *           "tenantCode": "acme",
                         *           "scopes": [
                         *             "messages:send",
                         *             "conversations:read"
                         *           ],
                         *           "createdBy": "us_7c2v5b8n1m4k6j9h3g0f",
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "expiresAt": null,
                         *           "lastUsedAt": null
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly name: string;
                                /** @description The first characters of the key. */
                                readonly prefix: string;
                                readonly tenantCode: string | null;
                                readonly scopes: "all" | readonly ("tenants:read" | "tenants:write" | "chatbots:read" | "chatbots:write" | "channels:read" | "channels:write" | "conversations:read" | "conversations:write" | "dead-letters:read" | "dead-letters:write" | "messages:send" | "accounts:read" | "accounts:write" | "audit:read" | "webhooks:read" | "webhooks:write" | "privacy:read" | "privacy:write")[];
                                readonly createdBy: string | null;
                                /** Format: date-time */
                                readonly createdAt: string;
                                readonly expiresAt: string | null;
                                readonly lastUsedAt: string | null;
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Make an API key; it is shown this once
         * @description A key cannot do more than who makes it.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "Shop backend",
                     *       "tenantCode": "acme",
                     *       "scopes": [
                     *         "messages:send",
                     *         "conversations:read"
                     *       ],
                     *       "expiresAt": "2030-01-01T00:00:00Z"
                     *     }
                     */
                    readonly "application/json": {
                        readonly name: string;
                        /** @description Whose key it is; left out: the tenant’s that key, header or sub-domain name, or else the platform’s. */
                        readonly tenantCode?: string;
                        /** @default all */
                        readonly scopes?: "all" | readonly ("tenants:read" | "tenants:write" | "chatbots:read" | "chatbots:write" | "channels:read" | "channels:write" | "conversations:read" | "conversations:write" | "dead-letters:read" | "dead-letters:write" | "messages:send" | "accounts:read" | "accounts:write" | "audit:read" | "webhooks:read" | "webhooks:write" | "privacy:read" | "privacy:write")[];
                        /** Format: date-time */
                        readonly expiresAt?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ak_5t8w2e6r9y1u3i7o4p0a",
                         *       "name": "Shop backend",
                         *       "prefix": "cqk_5t8w2e",
                         *       "tenantCode": "acme",
                         *       "scopes": [
                         *         "messages:send",
                         *         "conversations:read"
                         *       ],
                         *       "createdBy": "us_7c2v5b8n1m4k6j9h3g0f",
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "expiresAt": null,
                         *       "lastUsedAt": null,
                         *       "key": "cqk_5t8w2e6r9y1u3i7o4p…"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name: string;
                            /** @description The first characters of the key. */
                            readonly prefix: string;
                            readonly tenantCode: string | null;
                            readonly scopes: "all" | readonly ("tenants:read" | "tenants:write" | "chatbots:read" | "chatbots:write" | "channels:read" | "channels:write" | "conversations:read" | "conversations:write" | "dead-letters:read" | "dead-letters:write" | "messages:send" | "accounts:read" | "accounts:write" | "audit:read" | "webhooks:read" | "webhooks:write" | "privacy:read" | "privacy:write")[];
                            readonly createdBy: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                            readonly expiresAt: string | null;
                            readonly lastUsedAt: string | null;
                            readonly key: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/api-keys/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Revoke an API key */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ak_5t8w2e6r9y1u3i7o4p0a */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/users": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a tenant’s people */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *           "email": "ada@acme.example",
                         *           "name": "Ada King",
                         *           "role": "agent",
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly email: string;
                                readonly name: string;
                                /** @enum {string} */
                                readonly role: "owner" | "admin" | "developer" | "agent" | "viewer";
                                /**
                                 * Format: date-time
                                 * @description Of the account.
                                 */
                                readonly createdAt: string;
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/users/{userId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Change what somebody is in a tenant */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example us_7c2v5b8n1m4k6j9h3g0f */
                    readonly userId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "role": "agent"
                     *     }
                     */
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly role: "owner" | "admin" | "developer" | "agent" | "viewer";
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *       "email": "ada@acme.example",
                         *       "name": "Ada King",
                         *       "role": "agent",
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly email: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly role: "owner" | "admin" | "developer" | "agent" | "viewer";
                            /**
                             * Format: date-time
                             * @description Of the account.
                             */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /** Take somebody out of a tenant */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example us_7c2v5b8n1m4k6j9h3g0f */
                    readonly userId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/invitations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List open invitations */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "iv_4r7f1v8t5g2b6y9h3n0u",
                         *           "email": "ada@acme.example",
                         *           "role": "agent",
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "expiresAt": "2026-11-27T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly email: string;
                                /** @enum {string} */
                                readonly role: "owner" | "admin" | "developer" | "agent" | "viewer";
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly expiresAt: string;
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Invite somebody; the token is shown this once
         * @description Whoever brings the token to `/auth/invitations/accept` joins.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "email": "grace@acme.example",
                     *       "role": "agent"
                     *     }
                     */
                    readonly "application/json": {
                        readonly email: string;
                        /** @enum {string} */
                        readonly role: "owner" | "admin" | "developer" | "agent" | "viewer";
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "iv_4r7f1v8t5g2b6y9h3n0u",
                         *       "email": "ada@acme.example",
                         *       "role": "agent",
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "expiresAt": "2026-11-27T09:30:00.000Z",
                         *       "token": "cqi_7f1v8t5g2b…"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly email: string;
                            /** @enum {string} */
                            readonly role: "owner" | "admin" | "developer" | "agent" | "viewer";
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly expiresAt: string;
                            readonly token: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/invitations/{invitationId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Take an invitation back */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example iv_4r7f1v8t5g2b6y9h3n0u */
                    readonly invitationId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List tenants */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "k7m2p",
                         *           "code": "acme",
                         *           "name": "Acme",
                         *           "plan": "starter",
                         *           "state": "active",
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly code: string;
                                readonly name: string;
                                readonly plan: string;
                                /**
                                 * @description Unless it is active it stands still: unknown to platforms and visitors, and read-only for its people.
                                 * @enum {string}
                                 */
                                readonly state: "active" | "suspended" | "deleting";
                                /**
                                 * Format: date-time
                                 * @description Of one that is being deleted: when it is erased for good.
                                 */
                                readonly deletesAt?: string;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /** Create a tenant, provisioned and live */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "code": "acme-shop",
                     *       "name": "Acme shop"
                     *     }
                     */
                    readonly "application/json": {
                        /** @description 3 to 40 lower-case letters, digits and hyphens; part of URLs. */
                        readonly code: string;
                        readonly name: string;
                        /**
                         * @description What a tenant may use.
                         * @enum {string}
                         */
                        readonly plan?: "free" | "starter" | "business" | "unlimited";
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly id: string;
                            readonly code: string;
                            readonly name: string;
                            readonly plan: string;
                            /**
                             * @description Unless it is active it stands still: unknown to platforms and visitors, and read-only for its people.
                             * @enum {string}
                             */
                            readonly state: "active" | "suspended" | "deleting";
                            /**
                             * Format: date-time
                             * @description Of one that is being deleted: when it is erased for good.
                             */
                            readonly deletesAt?: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a tenant */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly id: string;
                            readonly code: string;
                            readonly name: string;
                            readonly plan: string;
                            /**
                             * @description Unless it is active it stands still: unknown to platforms and visitors, and read-only for its people.
                             * @enum {string}
                             */
                            readonly state: "active" | "suspended" | "deleting";
                            /**
                             * Format: date-time
                             * @description Of one that is being deleted: when it is erased for good.
                             */
                            readonly deletesAt?: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        /**
         * Change a tenant’s name, plan or state
         * @description A state brings back a tenant that is being deleted. Plan and state are for who administers the platform.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "Acme & Sons"
                     *     }
                     */
                    readonly "application/json": {
                        readonly name?: string;
                        /**
                         * @description What a tenant may use.
                         * @enum {string}
                         */
                        readonly plan?: "free" | "starter" | "business" | "unlimited";
                        /** @enum {string} */
                        readonly state?: "active" | "suspended";
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly id: string;
                            readonly code: string;
                            readonly name: string;
                            readonly plan: string;
                            /**
                             * @description Unless it is active it stands still: unknown to platforms and visitors, and read-only for its people.
                             * @enum {string}
                             */
                            readonly state: "active" | "suspended" | "deleting";
                            /**
                             * Format: date-time
                             * @description Of one that is being deleted: when it is erased for good.
                             */
                            readonly deletesAt?: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /**
         * Delete a tenant: it stands still at once, and is erased with everything it has when its grace is over
         * @description Until then `POST /tenants/{tenantCode}/restore` brings it back, and its code is taken. `now=true`, for who administers the platform, erases at once.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: {
                    readonly now?: "true" | "false";
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly id: string;
                            readonly code: string;
                            readonly name: string;
                            readonly plan: string;
                            /**
                             * @description Unless it is active it stands still: unknown to platforms and visitors, and read-only for its people.
                             * @enum {string}
                             */
                            readonly state: "active" | "suspended" | "deleting";
                            /**
                             * Format: date-time
                             * @description Of one that is being deleted: when it is erased for good.
                             */
                            readonly deletesAt?: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Bring back a tenant that is being deleted, as it was before */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly id: string;
                            readonly code: string;
                            readonly name: string;
                            readonly plan: string;
                            /**
                             * @description Unless it is active it stands still: unknown to platforms and visitors, and read-only for its people.
                             * @enum {string}
                             */
                            readonly state: "active" | "suspended" | "deleting";
                            /**
                             * Format: date-time
                             * @description Of one that is being deleted: when it is erased for good.
                             */
                            readonly deletesAt?: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/provision": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make whatever of the tenant is missing; repeatable */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "application/json": {
                            readonly id: string;
                            readonly code: string;
                            readonly name: string;
                            readonly plan: string;
                            /**
                             * @description Unless it is active it stands still: unknown to platforms and visitors, and read-only for its people.
                             * @enum {string}
                             */
                            readonly state: "active" | "suspended" | "deleting";
                            /**
                             * Format: date-time
                             * @description Of one that is being deleted: when it is erased for good.
                             */
                            readonly deletesAt?: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/places": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the places where tenants may be */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "name": "main",
                         *           "folder": "/srv/colloquy/data",
                         *           "tenants": 40
                         *         },
                         *         {
                         *           "name": "fast-disk",
                         *           "folder": "/mnt/fast/colloquy",
                         *           "tenants": 12
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly name: string;
                                readonly folder: string;
                                readonly tenants: number;
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /** Register a folder on another volume as a place for tenants */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "fast-disk",
                     *       "folder": "/mnt/fast/colloquy"
                     *     }
                     */
                    readonly "application/json": {
                        /** @description 2 to 40 lower-case letters, digits and hyphens. */
                        readonly name: string;
                        /** @description An absolute path on the server’s machine. */
                        readonly folder: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "fast-disk",
                         *       "folder": "/mnt/fast/colloquy",
                         *       "tenants": 12
                         *     }
                         */
                        readonly "application/json": {
                            readonly name: string;
                            readonly folder: string;
                            readonly tenants: number;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/places/{place}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Forget a place where no tenant is */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example fast-disk */
                    readonly place: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/move": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how the last move of a tenant goes */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "from": "main",
                         *       "to": "fast-disk",
                         *       "phase": "switched",
                         *       "startedAt": "2026-11-20T09:30:00.000Z",
                         *       "endedAt": "2026-11-20T09:30:04.000Z",
                         *       "report": {
                         *         "tables": 48,
                         *         "rows": 120345,
                         *         "files": 210,
                         *         "bytes": 98304000,
                         *         "pauseMs": 38
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly from: string;
                            readonly to: string;
                            /**
                             * @description switched: it works there, and what it left behind is kept for a day. failed: it is where it was.
                             * @enum {string}
                             */
                            readonly phase: "copying" | "switched" | "done" | "failed";
                            /** Format: date-time */
                            readonly startedAt: string;
                            /** Format: date-time */
                            readonly endedAt?: string;
                            readonly problem?: string;
                            readonly report?: {
                                readonly tables: number;
                                readonly rows: number;
                                readonly files: number;
                                readonly bytes: number;
                                readonly pauseMs: number;
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Move a tenant to another place while it works
         * @description It is copied and compared while it works; then nobody is let in for some milliseconds. Asks for nothing twice: read how it goes.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "to": "fast-disk"
                     *     }
                     */
                    readonly "application/json": {
                        /** @description The name of a place; `main` is DATA_DIR. */
                        readonly to: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "from": "main",
                         *       "to": "fast-disk",
                         *       "phase": "switched",
                         *       "startedAt": "2026-11-20T09:30:00.000Z",
                         *       "endedAt": "2026-11-20T09:30:04.000Z",
                         *       "report": {
                         *         "tables": 48,
                         *         "rows": 120345,
                         *         "files": 210,
                         *         "bytes": 98304000,
                         *         "pauseMs": 38
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly from: string;
                            readonly to: string;
                            /**
                             * @description switched: it works there, and what it left behind is kept for a day. failed: it is where it was.
                             * @enum {string}
                             */
                            readonly phase: "copying" | "switched" | "done" | "failed";
                            /** Format: date-time */
                            readonly startedAt: string;
                            /** Format: date-time */
                            readonly endedAt?: string;
                            readonly problem?: string;
                            readonly report?: {
                                readonly tables: number;
                                readonly rows: number;
                                readonly files: number;
                                readonly bytes: number;
                                readonly pauseMs: number;
                            };
                        };
                    };
                };
            };
        };
        /**
         * Take a move back
         * @description One that is under way is called off. After one the tenant is moved back, with what happened since.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "from": "main",
                         *       "to": "fast-disk",
                         *       "phase": "switched",
                         *       "startedAt": "2026-11-20T09:30:00.000Z",
                         *       "endedAt": "2026-11-20T09:30:04.000Z",
                         *       "report": {
                         *         "tables": 48,
                         *         "rows": 120345,
                         *         "files": 210,
                         *         "bytes": 98304000,
                         *         "pauseMs": 38
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly from: string;
                            readonly to: string;
                            /**
                             * @description switched: it works there, and what it left behind is kept for a day. failed: it is where it was.
                             * @enum {string}
                             */
                            readonly phase: "copying" | "switched" | "done" | "failed";
                            /** Format: date-time */
                            readonly startedAt: string;
                            /** Format: date-time */
                            readonly endedAt?: string;
                            readonly problem?: string;
                            readonly report?: {
                                readonly tables: number;
                                readonly rows: number;
                                readonly files: number;
                                readonly bytes: number;
                                readonly pauseMs: number;
                            };
                        };
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/subscription": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a tenant’s plan, and where it differs from it */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "plan": "starter",
                         *       "limits": {
                         *         "messages": 25000
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly plan: string;
                            readonly limits: {
                                readonly [key: string]: number | null;
                            };
                        };
                    };
                };
            };
        };
        /**
         * Set a tenant’s plan, and where it differs from it
         * @description In force at once, for who administers the platform. What is there already stays, also beyond a limit.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "plan": "unlimited",
                     *       "limits": {
                     *         "messages": 1000000
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        /**
                         * @description What a tenant may use.
                         * @enum {string}
                         */
                        readonly plan: "free" | "starter" | "business" | "unlimited";
                        /** @description Where the tenant may use more or less than its plan says; null: without a limit. */
                        readonly limits?: {
                            readonly chatbots?: number | null;
                            readonly channels?: number | null;
                            readonly messages?: number | null;
                            readonly storage?: number | null;
                            readonly documents?: number | null;
                            readonly users?: number | null;
                            readonly apiKeys?: number | null;
                            readonly aiDaily?: number | null;
                            readonly aiMonthly?: number | null;
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "plan": "starter",
                         *       "limits": {
                         *         "messages": 25000
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly plan: string;
                            readonly limits: {
                                readonly [key: string]: number | null;
                            };
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/limits": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read what a tenant may use, and what of it is used
         * @description `messages` are said by people and to them, in this month (UTC). `storage` is bytes. `aiDaily` and `aiMonthly` are US dollars for the platform’s models; a tenant’s own keys are its own to limit.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "plan": "starter",
                         *       "limits": {
                         *         "chatbots": {
                         *           "used": 1,
                         *           "limit": 3
                         *         },
                         *         "channels": {
                         *           "used": 2,
                         *           "limit": 5
                         *         },
                         *         "messages": {
                         *           "used": 1204,
                         *           "limit": 10000,
                         *           "resetsAt": "2026-12-01T00:00:00.000Z"
                         *         },
                         *         "storage": {
                         *           "used": 7340032,
                         *           "limit": 2147483648
                         *         },
                         *         "documents": {
                         *           "used": 12,
                         *           "limit": 500
                         *         },
                         *         "users": {
                         *           "used": 3,
                         *           "limit": 5
                         *         },
                         *         "apiKeys": {
                         *           "used": 1,
                         *           "limit": 10
                         *         },
                         *         "aiDaily": {
                         *           "used": 0.42,
                         *           "limit": 2,
                         *           "resetsAt": "2026-11-21T00:00:00.000Z"
                         *         },
                         *         "aiMonthly": {
                         *           "used": 3.5,
                         *           "limit": 20,
                         *           "resetsAt": "2026-12-01T00:00:00.000Z"
                         *         }
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly plan: string;
                            readonly limits: {
                                readonly [key: string]: {
                                    readonly used: number;
                                    /** @description null: without a limit. */
                                    readonly limit: number | null;
                                    /**
                                     * Format: date-time
                                     * @description When it begins at zero again, where it does so by itself.
                                     */
                                    readonly resetsAt?: string;
                                };
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/chatbots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a tenant’s chatbots */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *           "embedId": "cb_k7m2pq3v9t5w",
                         *           "name": "Ada",
                         *           "languages": [
                         *             "en",
                         *             "de"
                         *           ],
                         *           "personality": {
                         *             "tone": "friendly, brief"
                         *           },
                         *           "placement": {
                         *             "delaySeconds": 5
                         *           },
                         *           "theme": {
                         *             "mode": "auto"
                         *           },
                         *           "avatarId": "default",
                         *           "understand": {},
                         *           "plugins": {
                         *             "feedback": {
                         *               "enabled": true
                         *             }
                         *           },
                         *           "version": 3,
                         *           "autoPublish": true,
                         *           "hasDraft": false,
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "updatedAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                /** @description What a website names the bot by. */
                                readonly embedId: string;
                                readonly name: string;
                                readonly description?: string;
                                readonly languages: readonly string[];
                                /**
                                 * @description How it speaks. Whatever is left out is the gateway’s own.
                                 * @example {
                                 *       "name": "Ada",
                                 *       "tone": "friendly, brief",
                                 *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                                 *       "greeting": {
                                 *         "en": "Hello! Looking for a bicycle?",
                                 *         "de": "Hallo! Suchst du ein Fahrrad?"
                                 *       },
                                 *       "fallback": {
                                 *         "say": "I did not get that.",
                                 *         "queue": "support"
                                 *       },
                                 *       "ai": {
                                 *         "tools": true
                                 *       }
                                 *     }
                                 */
                                readonly personality: {
                                    /** @description What it calls itself; else the chatbot’s name. */
                                    readonly name?: string;
                                    /** @description For language models: “friendly, brief”. */
                                    readonly tone?: string;
                                    /** @description For language models: what it is to do, and what not. */
                                    readonly instructions?: string;
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly greeting?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description When nobody understood. */
                                    readonly fallback?: {
                                        /** @description Instead of the gateway’s own sentences. */
                                        readonly say?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description Of the people who are offered when it happens again. */
                                        readonly queue?: string;
                                    };
                                    readonly ai?: {
                                        /** @description Whether language models are asked at all. */
                                        readonly enabled?: boolean;
                                        /** @description Whether one may choose among the chatbot’s intents. */
                                        readonly tools?: boolean;
                                        /** @description The name of the provider that is asked first. */
                                        readonly provider?: string;
                                        readonly model?: string;
                                    };
                                };
                                /**
                                 * @description Where and when websites show it: everything that is said must be true.
                                 * @example {
                                 *       "position": "bottom-right",
                                 *       "pages": {
                                 *         "include": [
                                 *           "/shop/*"
                                 *         ],
                                 *         "exclude": [
                                 *           "/shop/checkout"
                                 *         ]
                                 *       },
                                 *       "delaySeconds": 5,
                                 *       "devices": [
                                 *         "desktop",
                                 *         "tablet"
                                 *       ],
                                 *       "hours": {
                                 *         "timeZone": "Europe/Berlin",
                                 *         "open": [
                                 *           {
                                 *             "days": [
                                 *               "mon",
                                 *               "tue",
                                 *               "wed",
                                 *               "thu",
                                 *               "fri"
                                 *             ],
                                 *             "from": "09:00",
                                 *             "to": "18:00"
                                 *           }
                                 *         ]
                                 *       }
                                 *     }
                                 */
                                readonly placement: {
                                    /** @enum {string} */
                                    readonly position?: "bottom-right" | "bottom-left";
                                    /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                    readonly size?: {
                                        readonly width?: number;
                                        readonly height?: number;
                                    };
                                    /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                    readonly pages?: {
                                        readonly include?: readonly string[];
                                        readonly exclude?: readonly string[];
                                    };
                                    readonly delaySeconds?: number;
                                    readonly scrollPercent?: number;
                                    /** @description Of the browser; `en` stands for all of its kinds. */
                                    readonly languages?: readonly string[];
                                    readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                    /** @description When it is shown; always, when it is left out. */
                                    readonly hours?: {
                                        /** @description IANA name: its days and clock are meant. */
                                        readonly timeZone: string;
                                        readonly open: readonly {
                                            readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                            readonly from: string;
                                            readonly to: string;
                                        }[];
                                    };
                                };
                                /**
                                 * @description How websites show it.
                                 * @example {
                                 *       "mode": "auto",
                                 *       "colors": {
                                 *         "primary": "#115e59"
                                 *       },
                                 *       "words": {
                                 *         "title": {
                                 *           "en": "Ask us",
                                 *           "de": "Frag uns"
                                 *         }
                                 *       }
                                 *     }
                                 */
                                readonly theme: {
                                    /**
                                     * @description `auto`: as the visitor’s system is.
                                     * @enum {string}
                                     */
                                    readonly mode?: "light" | "dark" | "auto";
                                    readonly colors?: {
                                        readonly primary?: string;
                                        readonly onPrimary?: string;
                                        readonly background?: string;
                                        readonly text?: string;
                                    };
                                    /** @description The chat’s own words. */
                                    readonly words?: {
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly title?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly subtitle?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly launcher?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly teaser?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly placeholder?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly send?: string | {
                                            readonly [key: string]: string;
                                        };
                                    };
                                };
                                readonly avatarId: string | null;
                                /** @description What the chatbot makes of what people send; whatever is not said is on. */
                                readonly understand: {
                                    /** @description Voice messages and the sound of videos become text. */
                                    readonly voice?: boolean;
                                    /** @description What is written in pictures becomes text. */
                                    readonly images?: boolean;
                                    readonly documents?: boolean;
                                    /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                    readonly country?: string;
                                };
                                readonly plugins: {
                                    readonly [key: string]: {
                                        readonly enabled: boolean;
                                    };
                                };
                                /** @description The one that is in force. */
                                readonly version: number;
                                /** @description Whether changes are in force at once, or gather in a draft. */
                                readonly autoPublish: boolean;
                                /** @description Whether something that is shown here is not in force yet. */
                                readonly hasDraft: boolean;
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly updatedAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /** Create a chatbot */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "Ada",
                     *       "languages": [
                     *         "en",
                     *         "de"
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly name: string;
                        /** @description For your own people. */
                        readonly description?: string;
                        /** @description IETF tags, the preferred one first. */
                        readonly languages?: readonly string[];
                        /**
                         * @description How it speaks. Whatever is left out is the gateway’s own.
                         * @example {
                         *       "name": "Ada",
                         *       "tone": "friendly, brief",
                         *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                         *       "greeting": {
                         *         "en": "Hello! Looking for a bicycle?",
                         *         "de": "Hallo! Suchst du ein Fahrrad?"
                         *       },
                         *       "fallback": {
                         *         "say": "I did not get that.",
                         *         "queue": "support"
                         *       },
                         *       "ai": {
                         *         "tools": true
                         *       }
                         *     }
                         */
                        readonly personality?: {
                            /** @description What it calls itself; else the chatbot’s name. */
                            readonly name?: string;
                            /** @description For language models: “friendly, brief”. */
                            readonly tone?: string;
                            /** @description For language models: what it is to do, and what not. */
                            readonly instructions?: string;
                            /** @description In the chatbot’s first language, or by language. */
                            readonly greeting?: string | {
                                readonly [key: string]: string;
                            };
                            /** @description When nobody understood. */
                            readonly fallback?: {
                                /** @description Instead of the gateway’s own sentences. */
                                readonly say?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description Of the people who are offered when it happens again. */
                                readonly queue?: string;
                            };
                            readonly ai?: {
                                /** @description Whether language models are asked at all. */
                                readonly enabled?: boolean;
                                /** @description Whether one may choose among the chatbot’s intents. */
                                readonly tools?: boolean;
                                /** @description The name of the provider that is asked first. */
                                readonly provider?: string;
                                readonly model?: string;
                            };
                        };
                        /**
                         * @description Where and when websites show it: everything that is said must be true.
                         * @example {
                         *       "position": "bottom-right",
                         *       "pages": {
                         *         "include": [
                         *           "/shop/*"
                         *         ],
                         *         "exclude": [
                         *           "/shop/checkout"
                         *         ]
                         *       },
                         *       "delaySeconds": 5,
                         *       "devices": [
                         *         "desktop",
                         *         "tablet"
                         *       ],
                         *       "hours": {
                         *         "timeZone": "Europe/Berlin",
                         *         "open": [
                         *           {
                         *             "days": [
                         *               "mon",
                         *               "tue",
                         *               "wed",
                         *               "thu",
                         *               "fri"
                         *             ],
                         *             "from": "09:00",
                         *             "to": "18:00"
                         *           }
                         *         ]
                         *       }
                         *     }
                         */
                        readonly placement?: {
                            /** @enum {string} */
                            readonly position?: "bottom-right" | "bottom-left";
                            /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                            readonly size?: {
                                readonly width?: number;
                                readonly height?: number;
                            };
                            /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                            readonly pages?: {
                                readonly include?: readonly string[];
                                readonly exclude?: readonly string[];
                            };
                            readonly delaySeconds?: number;
                            readonly scrollPercent?: number;
                            /** @description Of the browser; `en` stands for all of its kinds. */
                            readonly languages?: readonly string[];
                            readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                            /** @description When it is shown; always, when it is left out. */
                            readonly hours?: {
                                /** @description IANA name: its days and clock are meant. */
                                readonly timeZone: string;
                                readonly open: readonly {
                                    readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    readonly from: string;
                                    readonly to: string;
                                }[];
                            };
                        };
                        /**
                         * @description How websites show it.
                         * @example {
                         *       "mode": "auto",
                         *       "colors": {
                         *         "primary": "#115e59"
                         *       },
                         *       "words": {
                         *         "title": {
                         *           "en": "Ask us",
                         *           "de": "Frag uns"
                         *         }
                         *       }
                         *     }
                         */
                        readonly theme?: {
                            /**
                             * @description `auto`: as the visitor’s system is.
                             * @enum {string}
                             */
                            readonly mode?: "light" | "dark" | "auto";
                            readonly colors?: {
                                readonly primary?: string;
                                readonly onPrimary?: string;
                                readonly background?: string;
                                readonly text?: string;
                            };
                            /** @description The chat’s own words. */
                            readonly words?: {
                                /** @description In the chatbot’s first language, or by language. */
                                readonly title?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly subtitle?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly launcher?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly teaser?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly placeholder?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly send?: string | {
                                    readonly [key: string]: string;
                                };
                            };
                        };
                        /** @description What the chatbot makes of what people send; whatever is not said is on. */
                        readonly understand?: {
                            /** @description Voice messages and the sound of videos become text. */
                            readonly voice?: boolean;
                            /** @description What is written in pictures becomes text. */
                            readonly images?: boolean;
                            readonly documents?: boolean;
                            /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                            readonly country?: string;
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "languages": [
                         *         "en",
                         *         "de"
                         *       ],
                         *       "personality": {
                         *         "tone": "friendly, brief"
                         *       },
                         *       "placement": {
                         *         "delaySeconds": 5
                         *       },
                         *       "theme": {
                         *         "mode": "auto"
                         *       },
                         *       "avatarId": "default",
                         *       "understand": {},
                         *       "plugins": {
                         *         "feedback": {
                         *           "enabled": true
                         *         }
                         *       },
                         *       "version": 3,
                         *       "autoPublish": true,
                         *       "hasDraft": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @description What a website names the bot by. */
                            readonly embedId: string;
                            readonly name: string;
                            readonly description?: string;
                            readonly languages: readonly string[];
                            /**
                             * @description How it speaks. Whatever is left out is the gateway’s own.
                             * @example {
                             *       "name": "Ada",
                             *       "tone": "friendly, brief",
                             *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                             *       "greeting": {
                             *         "en": "Hello! Looking for a bicycle?",
                             *         "de": "Hallo! Suchst du ein Fahrrad?"
                             *       },
                             *       "fallback": {
                             *         "say": "I did not get that.",
                             *         "queue": "support"
                             *       },
                             *       "ai": {
                             *         "tools": true
                             *       }
                             *     }
                             */
                            readonly personality: {
                                /** @description What it calls itself; else the chatbot’s name. */
                                readonly name?: string;
                                /** @description For language models: “friendly, brief”. */
                                readonly tone?: string;
                                /** @description For language models: what it is to do, and what not. */
                                readonly instructions?: string;
                                /** @description In the chatbot’s first language, or by language. */
                                readonly greeting?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description When nobody understood. */
                                readonly fallback?: {
                                    /** @description Instead of the gateway’s own sentences. */
                                    readonly say?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description Of the people who are offered when it happens again. */
                                    readonly queue?: string;
                                };
                                readonly ai?: {
                                    /** @description Whether language models are asked at all. */
                                    readonly enabled?: boolean;
                                    /** @description Whether one may choose among the chatbot’s intents. */
                                    readonly tools?: boolean;
                                    /** @description The name of the provider that is asked first. */
                                    readonly provider?: string;
                                    readonly model?: string;
                                };
                            };
                            /**
                             * @description Where and when websites show it: everything that is said must be true.
                             * @example {
                             *       "position": "bottom-right",
                             *       "pages": {
                             *         "include": [
                             *           "/shop/*"
                             *         ],
                             *         "exclude": [
                             *           "/shop/checkout"
                             *         ]
                             *       },
                             *       "delaySeconds": 5,
                             *       "devices": [
                             *         "desktop",
                             *         "tablet"
                             *       ],
                             *       "hours": {
                             *         "timeZone": "Europe/Berlin",
                             *         "open": [
                             *           {
                             *             "days": [
                             *               "mon",
                             *               "tue",
                             *               "wed",
                             *               "thu",
                             *               "fri"
                             *             ],
                             *             "from": "09:00",
                             *             "to": "18:00"
                             *           }
                             *         ]
                             *       }
                             *     }
                             */
                            readonly placement: {
                                /** @enum {string} */
                                readonly position?: "bottom-right" | "bottom-left";
                                /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                readonly size?: {
                                    readonly width?: number;
                                    readonly height?: number;
                                };
                                /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                readonly pages?: {
                                    readonly include?: readonly string[];
                                    readonly exclude?: readonly string[];
                                };
                                readonly delaySeconds?: number;
                                readonly scrollPercent?: number;
                                /** @description Of the browser; `en` stands for all of its kinds. */
                                readonly languages?: readonly string[];
                                readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                /** @description When it is shown; always, when it is left out. */
                                readonly hours?: {
                                    /** @description IANA name: its days and clock are meant. */
                                    readonly timeZone: string;
                                    readonly open: readonly {
                                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                            };
                            /**
                             * @description How websites show it.
                             * @example {
                             *       "mode": "auto",
                             *       "colors": {
                             *         "primary": "#115e59"
                             *       },
                             *       "words": {
                             *         "title": {
                             *           "en": "Ask us",
                             *           "de": "Frag uns"
                             *         }
                             *       }
                             *     }
                             */
                            readonly theme: {
                                /**
                                 * @description `auto`: as the visitor’s system is.
                                 * @enum {string}
                                 */
                                readonly mode?: "light" | "dark" | "auto";
                                readonly colors?: {
                                    readonly primary?: string;
                                    readonly onPrimary?: string;
                                    readonly background?: string;
                                    readonly text?: string;
                                };
                                /** @description The chat’s own words. */
                                readonly words?: {
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly title?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly subtitle?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly launcher?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly teaser?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly placeholder?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly send?: string | {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly avatarId: string | null;
                            /** @description What the chatbot makes of what people send; whatever is not said is on. */
                            readonly understand: {
                                /** @description Voice messages and the sound of videos become text. */
                                readonly voice?: boolean;
                                /** @description What is written in pictures becomes text. */
                                readonly images?: boolean;
                                readonly documents?: boolean;
                                /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                readonly country?: string;
                            };
                            readonly plugins: {
                                readonly [key: string]: {
                                    readonly enabled: boolean;
                                };
                            };
                            /** @description The one that is in force. */
                            readonly version: number;
                            /** @description Whether changes are in force at once, or gather in a draft. */
                            readonly autoPublish: boolean;
                            /** @description Whether something that is shown here is not in force yet. */
                            readonly hasDraft: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a chatbot, with the changes that are not in force yet */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "languages": [
                         *         "en",
                         *         "de"
                         *       ],
                         *       "personality": {
                         *         "tone": "friendly, brief"
                         *       },
                         *       "placement": {
                         *         "delaySeconds": 5
                         *       },
                         *       "theme": {
                         *         "mode": "auto"
                         *       },
                         *       "avatarId": "default",
                         *       "understand": {},
                         *       "plugins": {
                         *         "feedback": {
                         *           "enabled": true
                         *         }
                         *       },
                         *       "version": 3,
                         *       "autoPublish": true,
                         *       "hasDraft": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @description What a website names the bot by. */
                            readonly embedId: string;
                            readonly name: string;
                            readonly description?: string;
                            readonly languages: readonly string[];
                            /**
                             * @description How it speaks. Whatever is left out is the gateway’s own.
                             * @example {
                             *       "name": "Ada",
                             *       "tone": "friendly, brief",
                             *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                             *       "greeting": {
                             *         "en": "Hello! Looking for a bicycle?",
                             *         "de": "Hallo! Suchst du ein Fahrrad?"
                             *       },
                             *       "fallback": {
                             *         "say": "I did not get that.",
                             *         "queue": "support"
                             *       },
                             *       "ai": {
                             *         "tools": true
                             *       }
                             *     }
                             */
                            readonly personality: {
                                /** @description What it calls itself; else the chatbot’s name. */
                                readonly name?: string;
                                /** @description For language models: “friendly, brief”. */
                                readonly tone?: string;
                                /** @description For language models: what it is to do, and what not. */
                                readonly instructions?: string;
                                /** @description In the chatbot’s first language, or by language. */
                                readonly greeting?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description When nobody understood. */
                                readonly fallback?: {
                                    /** @description Instead of the gateway’s own sentences. */
                                    readonly say?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description Of the people who are offered when it happens again. */
                                    readonly queue?: string;
                                };
                                readonly ai?: {
                                    /** @description Whether language models are asked at all. */
                                    readonly enabled?: boolean;
                                    /** @description Whether one may choose among the chatbot’s intents. */
                                    readonly tools?: boolean;
                                    /** @description The name of the provider that is asked first. */
                                    readonly provider?: string;
                                    readonly model?: string;
                                };
                            };
                            /**
                             * @description Where and when websites show it: everything that is said must be true.
                             * @example {
                             *       "position": "bottom-right",
                             *       "pages": {
                             *         "include": [
                             *           "/shop/*"
                             *         ],
                             *         "exclude": [
                             *           "/shop/checkout"
                             *         ]
                             *       },
                             *       "delaySeconds": 5,
                             *       "devices": [
                             *         "desktop",
                             *         "tablet"
                             *       ],
                             *       "hours": {
                             *         "timeZone": "Europe/Berlin",
                             *         "open": [
                             *           {
                             *             "days": [
                             *               "mon",
                             *               "tue",
                             *               "wed",
                             *               "thu",
                             *               "fri"
                             *             ],
                             *             "from": "09:00",
                             *             "to": "18:00"
                             *           }
                             *         ]
                             *       }
                             *     }
                             */
                            readonly placement: {
                                /** @enum {string} */
                                readonly position?: "bottom-right" | "bottom-left";
                                /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                readonly size?: {
                                    readonly width?: number;
                                    readonly height?: number;
                                };
                                /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                readonly pages?: {
                                    readonly include?: readonly string[];
                                    readonly exclude?: readonly string[];
                                };
                                readonly delaySeconds?: number;
                                readonly scrollPercent?: number;
                                /** @description Of the browser; `en` stands for all of its kinds. */
                                readonly languages?: readonly string[];
                                readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                /** @description When it is shown; always, when it is left out. */
                                readonly hours?: {
                                    /** @description IANA name: its days and clock are meant. */
                                    readonly timeZone: string;
                                    readonly open: readonly {
                                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                            };
                            /**
                             * @description How websites show it.
                             * @example {
                             *       "mode": "auto",
                             *       "colors": {
                             *         "primary": "#115e59"
                             *       },
                             *       "words": {
                             *         "title": {
                             *           "en": "Ask us",
                             *           "de": "Frag uns"
                             *         }
                             *       }
                             *     }
                             */
                            readonly theme: {
                                /**
                                 * @description `auto`: as the visitor’s system is.
                                 * @enum {string}
                                 */
                                readonly mode?: "light" | "dark" | "auto";
                                readonly colors?: {
                                    readonly primary?: string;
                                    readonly onPrimary?: string;
                                    readonly background?: string;
                                    readonly text?: string;
                                };
                                /** @description The chat’s own words. */
                                readonly words?: {
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly title?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly subtitle?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly launcher?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly teaser?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly placeholder?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly send?: string | {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly avatarId: string | null;
                            /** @description What the chatbot makes of what people send; whatever is not said is on. */
                            readonly understand: {
                                /** @description Voice messages and the sound of videos become text. */
                                readonly voice?: boolean;
                                /** @description What is written in pictures becomes text. */
                                readonly images?: boolean;
                                readonly documents?: boolean;
                                /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                readonly country?: string;
                            };
                            readonly plugins: {
                                readonly [key: string]: {
                                    readonly enabled: boolean;
                                };
                            };
                            /** @description The one that is in force. */
                            readonly version: number;
                            /** @description Whether changes are in force at once, or gather in a draft. */
                            readonly autoPublish: boolean;
                            /** @description Whether something that is shown here is not in force yet. */
                            readonly hasDraft: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        /**
         * Change a chatbot
         * @description What is left out stays. With `autoPublish: false` later changes gather in a draft until it is published.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "Ada of Acme",
                     *       "understand": {
                     *         "country": "DE"
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        readonly name?: string;
                        /** @description For your own people. */
                        readonly description?: string;
                        /** @description IETF tags, the preferred one first. */
                        readonly languages?: readonly string[];
                        /**
                         * @description How it speaks. Whatever is left out is the gateway’s own.
                         * @example {
                         *       "name": "Ada",
                         *       "tone": "friendly, brief",
                         *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                         *       "greeting": {
                         *         "en": "Hello! Looking for a bicycle?",
                         *         "de": "Hallo! Suchst du ein Fahrrad?"
                         *       },
                         *       "fallback": {
                         *         "say": "I did not get that.",
                         *         "queue": "support"
                         *       },
                         *       "ai": {
                         *         "tools": true
                         *       }
                         *     }
                         */
                        readonly personality?: {
                            /** @description What it calls itself; else the chatbot’s name. */
                            readonly name?: string;
                            /** @description For language models: “friendly, brief”. */
                            readonly tone?: string;
                            /** @description For language models: what it is to do, and what not. */
                            readonly instructions?: string;
                            /** @description In the chatbot’s first language, or by language. */
                            readonly greeting?: string | {
                                readonly [key: string]: string;
                            };
                            /** @description When nobody understood. */
                            readonly fallback?: {
                                /** @description Instead of the gateway’s own sentences. */
                                readonly say?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description Of the people who are offered when it happens again. */
                                readonly queue?: string;
                            };
                            readonly ai?: {
                                /** @description Whether language models are asked at all. */
                                readonly enabled?: boolean;
                                /** @description Whether one may choose among the chatbot’s intents. */
                                readonly tools?: boolean;
                                /** @description The name of the provider that is asked first. */
                                readonly provider?: string;
                                readonly model?: string;
                            };
                        };
                        /**
                         * @description Where and when websites show it: everything that is said must be true.
                         * @example {
                         *       "position": "bottom-right",
                         *       "pages": {
                         *         "include": [
                         *           "/shop/*"
                         *         ],
                         *         "exclude": [
                         *           "/shop/checkout"
                         *         ]
                         *       },
                         *       "delaySeconds": 5,
                         *       "devices": [
                         *         "desktop",
                         *         "tablet"
                         *       ],
                         *       "hours": {
                         *         "timeZone": "Europe/Berlin",
                         *         "open": [
                         *           {
                         *             "days": [
                         *               "mon",
                         *               "tue",
                         *               "wed",
                         *               "thu",
                         *               "fri"
                         *             ],
                         *             "from": "09:00",
                         *             "to": "18:00"
                         *           }
                         *         ]
                         *       }
                         *     }
                         */
                        readonly placement?: {
                            /** @enum {string} */
                            readonly position?: "bottom-right" | "bottom-left";
                            /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                            readonly size?: {
                                readonly width?: number;
                                readonly height?: number;
                            };
                            /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                            readonly pages?: {
                                readonly include?: readonly string[];
                                readonly exclude?: readonly string[];
                            };
                            readonly delaySeconds?: number;
                            readonly scrollPercent?: number;
                            /** @description Of the browser; `en` stands for all of its kinds. */
                            readonly languages?: readonly string[];
                            readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                            /** @description When it is shown; always, when it is left out. */
                            readonly hours?: {
                                /** @description IANA name: its days and clock are meant. */
                                readonly timeZone: string;
                                readonly open: readonly {
                                    readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                    readonly from: string;
                                    readonly to: string;
                                }[];
                            };
                        };
                        /**
                         * @description How websites show it.
                         * @example {
                         *       "mode": "auto",
                         *       "colors": {
                         *         "primary": "#115e59"
                         *       },
                         *       "words": {
                         *         "title": {
                         *           "en": "Ask us",
                         *           "de": "Frag uns"
                         *         }
                         *       }
                         *     }
                         */
                        readonly theme?: {
                            /**
                             * @description `auto`: as the visitor’s system is.
                             * @enum {string}
                             */
                            readonly mode?: "light" | "dark" | "auto";
                            readonly colors?: {
                                readonly primary?: string;
                                readonly onPrimary?: string;
                                readonly background?: string;
                                readonly text?: string;
                            };
                            /** @description The chat’s own words. */
                            readonly words?: {
                                /** @description In the chatbot’s first language, or by language. */
                                readonly title?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly subtitle?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly launcher?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly teaser?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly placeholder?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description In the chatbot’s first language, or by language. */
                                readonly send?: string | {
                                    readonly [key: string]: string;
                                };
                            };
                        };
                        /** @description What the chatbot makes of what people send; whatever is not said is on. */
                        readonly understand?: {
                            /** @description Voice messages and the sound of videos become text. */
                            readonly voice?: boolean;
                            /** @description What is written in pictures becomes text. */
                            readonly images?: boolean;
                            readonly documents?: boolean;
                            /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                            readonly country?: string;
                        };
                        readonly autoPublish?: boolean;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "languages": [
                         *         "en",
                         *         "de"
                         *       ],
                         *       "personality": {
                         *         "tone": "friendly, brief"
                         *       },
                         *       "placement": {
                         *         "delaySeconds": 5
                         *       },
                         *       "theme": {
                         *         "mode": "auto"
                         *       },
                         *       "avatarId": "default",
                         *       "understand": {},
                         *       "plugins": {
                         *         "feedback": {
                         *           "enabled": true
                         *         }
                         *       },
                         *       "version": 3,
                         *       "autoPublish": true,
                         *       "hasDraft": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @description What a website names the bot by. */
                            readonly embedId: string;
                            readonly name: string;
                            readonly description?: string;
                            readonly languages: readonly string[];
                            /**
                             * @description How it speaks. Whatever is left out is the gateway’s own.
                             * @example {
                             *       "name": "Ada",
                             *       "tone": "friendly, brief",
                             *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                             *       "greeting": {
                             *         "en": "Hello! Looking for a bicycle?",
                             *         "de": "Hallo! Suchst du ein Fahrrad?"
                             *       },
                             *       "fallback": {
                             *         "say": "I did not get that.",
                             *         "queue": "support"
                             *       },
                             *       "ai": {
                             *         "tools": true
                             *       }
                             *     }
                             */
                            readonly personality: {
                                /** @description What it calls itself; else the chatbot’s name. */
                                readonly name?: string;
                                /** @description For language models: “friendly, brief”. */
                                readonly tone?: string;
                                /** @description For language models: what it is to do, and what not. */
                                readonly instructions?: string;
                                /** @description In the chatbot’s first language, or by language. */
                                readonly greeting?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description When nobody understood. */
                                readonly fallback?: {
                                    /** @description Instead of the gateway’s own sentences. */
                                    readonly say?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description Of the people who are offered when it happens again. */
                                    readonly queue?: string;
                                };
                                readonly ai?: {
                                    /** @description Whether language models are asked at all. */
                                    readonly enabled?: boolean;
                                    /** @description Whether one may choose among the chatbot’s intents. */
                                    readonly tools?: boolean;
                                    /** @description The name of the provider that is asked first. */
                                    readonly provider?: string;
                                    readonly model?: string;
                                };
                            };
                            /**
                             * @description Where and when websites show it: everything that is said must be true.
                             * @example {
                             *       "position": "bottom-right",
                             *       "pages": {
                             *         "include": [
                             *           "/shop/*"
                             *         ],
                             *         "exclude": [
                             *           "/shop/checkout"
                             *         ]
                             *       },
                             *       "delaySeconds": 5,
                             *       "devices": [
                             *         "desktop",
                             *         "tablet"
                             *       ],
                             *       "hours": {
                             *         "timeZone": "Europe/Berlin",
                             *         "open": [
                             *           {
                             *             "days": [
                             *               "mon",
                             *               "tue",
                             *               "wed",
                             *               "thu",
                             *               "fri"
                             *             ],
                             *             "from": "09:00",
                             *             "to": "18:00"
                             *           }
                             *         ]
                             *       }
                             *     }
                             */
                            readonly placement: {
                                /** @enum {string} */
                                readonly position?: "bottom-right" | "bottom-left";
                                /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                readonly size?: {
                                    readonly width?: number;
                                    readonly height?: number;
                                };
                                /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                readonly pages?: {
                                    readonly include?: readonly string[];
                                    readonly exclude?: readonly string[];
                                };
                                readonly delaySeconds?: number;
                                readonly scrollPercent?: number;
                                /** @description Of the browser; `en` stands for all of its kinds. */
                                readonly languages?: readonly string[];
                                readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                /** @description When it is shown; always, when it is left out. */
                                readonly hours?: {
                                    /** @description IANA name: its days and clock are meant. */
                                    readonly timeZone: string;
                                    readonly open: readonly {
                                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                            };
                            /**
                             * @description How websites show it.
                             * @example {
                             *       "mode": "auto",
                             *       "colors": {
                             *         "primary": "#115e59"
                             *       },
                             *       "words": {
                             *         "title": {
                             *           "en": "Ask us",
                             *           "de": "Frag uns"
                             *         }
                             *       }
                             *     }
                             */
                            readonly theme: {
                                /**
                                 * @description `auto`: as the visitor’s system is.
                                 * @enum {string}
                                 */
                                readonly mode?: "light" | "dark" | "auto";
                                readonly colors?: {
                                    readonly primary?: string;
                                    readonly onPrimary?: string;
                                    readonly background?: string;
                                    readonly text?: string;
                                };
                                /** @description The chat’s own words. */
                                readonly words?: {
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly title?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly subtitle?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly launcher?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly teaser?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly placeholder?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly send?: string | {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly avatarId: string | null;
                            /** @description What the chatbot makes of what people send; whatever is not said is on. */
                            readonly understand: {
                                /** @description Voice messages and the sound of videos become text. */
                                readonly voice?: boolean;
                                /** @description What is written in pictures becomes text. */
                                readonly images?: boolean;
                                readonly documents?: boolean;
                                /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                readonly country?: string;
                            };
                            readonly plugins: {
                                readonly [key: string]: {
                                    readonly enabled: boolean;
                                };
                            };
                            /** @description The one that is in force. */
                            readonly version: number;
                            /** @description Whether changes are in force at once, or gather in a draft. */
                            readonly autoPublish: boolean;
                            /** @description Whether something that is shown here is not in force yet. */
                            readonly hasDraft: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /** Remove a chatbot that no channel uses any more */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/personality": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Replace a chatbot’s personality */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            /** @description How it speaks. Whatever is left out is the gateway’s own. */
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "Ada",
                     *       "tone": "friendly, brief",
                     *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                     *       "greeting": {
                     *         "en": "Hello! Looking for a bicycle?",
                     *         "de": "Hallo! Suchst du ein Fahrrad?"
                     *       },
                     *       "fallback": {
                     *         "say": "I did not get that.",
                     *         "queue": "support"
                     *       },
                     *       "ai": {
                     *         "tools": true
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        /** @description What it calls itself; else the chatbot’s name. */
                        readonly name?: string;
                        /** @description For language models: “friendly, brief”. */
                        readonly tone?: string;
                        /** @description For language models: what it is to do, and what not. */
                        readonly instructions?: string;
                        /** @description In the chatbot’s first language, or by language. */
                        readonly greeting?: string | {
                            readonly [key: string]: string;
                        };
                        /** @description When nobody understood. */
                        readonly fallback?: {
                            /** @description Instead of the gateway’s own sentences. */
                            readonly say?: string | {
                                readonly [key: string]: string;
                            };
                            /** @description Of the people who are offered when it happens again. */
                            readonly queue?: string;
                        };
                        readonly ai?: {
                            /** @description Whether language models are asked at all. */
                            readonly enabled?: boolean;
                            /** @description Whether one may choose among the chatbot’s intents. */
                            readonly tools?: boolean;
                            /** @description The name of the provider that is asked first. */
                            readonly provider?: string;
                            readonly model?: string;
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "languages": [
                         *         "en",
                         *         "de"
                         *       ],
                         *       "personality": {
                         *         "tone": "friendly, brief"
                         *       },
                         *       "placement": {
                         *         "delaySeconds": 5
                         *       },
                         *       "theme": {
                         *         "mode": "auto"
                         *       },
                         *       "avatarId": "default",
                         *       "understand": {},
                         *       "plugins": {
                         *         "feedback": {
                         *           "enabled": true
                         *         }
                         *       },
                         *       "version": 3,
                         *       "autoPublish": true,
                         *       "hasDraft": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @description What a website names the bot by. */
                            readonly embedId: string;
                            readonly name: string;
                            readonly description?: string;
                            readonly languages: readonly string[];
                            /**
                             * @description How it speaks. Whatever is left out is the gateway’s own.
                             * @example {
                             *       "name": "Ada",
                             *       "tone": "friendly, brief",
                             *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                             *       "greeting": {
                             *         "en": "Hello! Looking for a bicycle?",
                             *         "de": "Hallo! Suchst du ein Fahrrad?"
                             *       },
                             *       "fallback": {
                             *         "say": "I did not get that.",
                             *         "queue": "support"
                             *       },
                             *       "ai": {
                             *         "tools": true
                             *       }
                             *     }
                             */
                            readonly personality: {
                                /** @description What it calls itself; else the chatbot’s name. */
                                readonly name?: string;
                                /** @description For language models: “friendly, brief”. */
                                readonly tone?: string;
                                /** @description For language models: what it is to do, and what not. */
                                readonly instructions?: string;
                                /** @description In the chatbot’s first language, or by language. */
                                readonly greeting?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description When nobody understood. */
                                readonly fallback?: {
                                    /** @description Instead of the gateway’s own sentences. */
                                    readonly say?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description Of the people who are offered when it happens again. */
                                    readonly queue?: string;
                                };
                                readonly ai?: {
                                    /** @description Whether language models are asked at all. */
                                    readonly enabled?: boolean;
                                    /** @description Whether one may choose among the chatbot’s intents. */
                                    readonly tools?: boolean;
                                    /** @description The name of the provider that is asked first. */
                                    readonly provider?: string;
                                    readonly model?: string;
                                };
                            };
                            /**
                             * @description Where and when websites show it: everything that is said must be true.
                             * @example {
                             *       "position": "bottom-right",
                             *       "pages": {
                             *         "include": [
                             *           "/shop/*"
                             *         ],
                             *         "exclude": [
                             *           "/shop/checkout"
                             *         ]
                             *       },
                             *       "delaySeconds": 5,
                             *       "devices": [
                             *         "desktop",
                             *         "tablet"
                             *       ],
                             *       "hours": {
                             *         "timeZone": "Europe/Berlin",
                             *         "open": [
                             *           {
                             *             "days": [
                             *               "mon",
                             *               "tue",
                             *               "wed",
                             *               "thu",
                             *               "fri"
                             *             ],
                             *             "from": "09:00",
                             *             "to": "18:00"
                             *           }
                             *         ]
                             *       }
                             *     }
                             */
                            readonly placement: {
                                /** @enum {string} */
                                readonly position?: "bottom-right" | "bottom-left";
                                /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                readonly size?: {
                                    readonly width?: number;
                                    readonly height?: number;
                                };
                                /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                readonly pages?: {
                                    readonly include?: readonly string[];
                                    readonly exclude?: readonly string[];
                                };
                                readonly delaySeconds?: number;
                                readonly scrollPercent?: number;
                                /** @description Of the browser; `en` stands for all of its kinds. */
                                readonly languages?: readonly string[];
                                readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                /** @description When it is shown; always, when it is left out. */
                                readonly hours?: {
                                    /** @description IANA name: its days and clock are meant. */
                                    readonly timeZone: string;
                                    readonly open: readonly {
                                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                            };
                            /**
                             * @description How websites show it.
                             * @example {
                             *       "mode": "auto",
                             *       "colors": {
                             *         "primary": "#115e59"
                             *       },
                             *       "words": {
                             *         "title": {
                             *           "en": "Ask us",
                             *           "de": "Frag uns"
                             *         }
                             *       }
                             *     }
                             */
                            readonly theme: {
                                /**
                                 * @description `auto`: as the visitor’s system is.
                                 * @enum {string}
                                 */
                                readonly mode?: "light" | "dark" | "auto";
                                readonly colors?: {
                                    readonly primary?: string;
                                    readonly onPrimary?: string;
                                    readonly background?: string;
                                    readonly text?: string;
                                };
                                /** @description The chat’s own words. */
                                readonly words?: {
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly title?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly subtitle?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly launcher?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly teaser?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly placeholder?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly send?: string | {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly avatarId: string | null;
                            /** @description What the chatbot makes of what people send; whatever is not said is on. */
                            readonly understand: {
                                /** @description Voice messages and the sound of videos become text. */
                                readonly voice?: boolean;
                                /** @description What is written in pictures becomes text. */
                                readonly images?: boolean;
                                readonly documents?: boolean;
                                /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                readonly country?: string;
                            };
                            readonly plugins: {
                                readonly [key: string]: {
                                    readonly enabled: boolean;
                                };
                            };
                            /** @description The one that is in force. */
                            readonly version: number;
                            /** @description Whether changes are in force at once, or gather in a draft. */
                            readonly autoPublish: boolean;
                            /** @description Whether something that is shown here is not in force yet. */
                            readonly hasDraft: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/placement": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Replace a chatbot’s placement */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            /** @description Where and when websites show it: everything that is said must be true. */
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "position": "bottom-right",
                     *       "pages": {
                     *         "include": [
                     *           "/shop/*"
                     *         ],
                     *         "exclude": [
                     *           "/shop/checkout"
                     *         ]
                     *       },
                     *       "delaySeconds": 5,
                     *       "devices": [
                     *         "desktop",
                     *         "tablet"
                     *       ],
                     *       "hours": {
                     *         "timeZone": "Europe/Berlin",
                     *         "open": [
                     *           {
                     *             "days": [
                     *               "mon",
                     *               "tue",
                     *               "wed",
                     *               "thu",
                     *               "fri"
                     *             ],
                     *             "from": "09:00",
                     *             "to": "18:00"
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly position?: "bottom-right" | "bottom-left";
                        /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                        readonly size?: {
                            readonly width?: number;
                            readonly height?: number;
                        };
                        /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                        readonly pages?: {
                            readonly include?: readonly string[];
                            readonly exclude?: readonly string[];
                        };
                        readonly delaySeconds?: number;
                        readonly scrollPercent?: number;
                        /** @description Of the browser; `en` stands for all of its kinds. */
                        readonly languages?: readonly string[];
                        readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                        /** @description When it is shown; always, when it is left out. */
                        readonly hours?: {
                            /** @description IANA name: its days and clock are meant. */
                            readonly timeZone: string;
                            readonly open: readonly {
                                readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                readonly from: string;
                                readonly to: string;
                            }[];
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "languages": [
                         *         "en",
                         *         "de"
                         *       ],
                         *       "personality": {
                         *         "tone": "friendly, brief"
                         *       },
                         *       "placement": {
                         *         "delaySeconds": 5
                         *       },
                         *       "theme": {
                         *         "mode": "auto"
                         *       },
                         *       "avatarId": "default",
                         *       "understand": {},
                         *       "plugins": {
                         *         "feedback": {
                         *           "enabled": true
                         *         }
                         *       },
                         *       "version": 3,
                         *       "autoPublish": true,
                         *       "hasDraft": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @description What a website names the bot by. */
                            readonly embedId: string;
                            readonly name: string;
                            readonly description?: string;
                            readonly languages: readonly string[];
                            /**
                             * @description How it speaks. Whatever is left out is the gateway’s own.
                             * @example {
                             *       "name": "Ada",
                             *       "tone": "friendly, brief",
                             *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                             *       "greeting": {
                             *         "en": "Hello! Looking for a bicycle?",
                             *         "de": "Hallo! Suchst du ein Fahrrad?"
                             *       },
                             *       "fallback": {
                             *         "say": "I did not get that.",
                             *         "queue": "support"
                             *       },
                             *       "ai": {
                             *         "tools": true
                             *       }
                             *     }
                             */
                            readonly personality: {
                                /** @description What it calls itself; else the chatbot’s name. */
                                readonly name?: string;
                                /** @description For language models: “friendly, brief”. */
                                readonly tone?: string;
                                /** @description For language models: what it is to do, and what not. */
                                readonly instructions?: string;
                                /** @description In the chatbot’s first language, or by language. */
                                readonly greeting?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description When nobody understood. */
                                readonly fallback?: {
                                    /** @description Instead of the gateway’s own sentences. */
                                    readonly say?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description Of the people who are offered when it happens again. */
                                    readonly queue?: string;
                                };
                                readonly ai?: {
                                    /** @description Whether language models are asked at all. */
                                    readonly enabled?: boolean;
                                    /** @description Whether one may choose among the chatbot’s intents. */
                                    readonly tools?: boolean;
                                    /** @description The name of the provider that is asked first. */
                                    readonly provider?: string;
                                    readonly model?: string;
                                };
                            };
                            /**
                             * @description Where and when websites show it: everything that is said must be true.
                             * @example {
                             *       "position": "bottom-right",
                             *       "pages": {
                             *         "include": [
                             *           "/shop/*"
                             *         ],
                             *         "exclude": [
                             *           "/shop/checkout"
                             *         ]
                             *       },
                             *       "delaySeconds": 5,
                             *       "devices": [
                             *         "desktop",
                             *         "tablet"
                             *       ],
                             *       "hours": {
                             *         "timeZone": "Europe/Berlin",
                             *         "open": [
                             *           {
                             *             "days": [
                             *               "mon",
                             *               "tue",
                             *               "wed",
                             *               "thu",
                             *               "fri"
                             *             ],
                             *             "from": "09:00",
                             *             "to": "18:00"
                             *           }
                             *         ]
                             *       }
                             *     }
                             */
                            readonly placement: {
                                /** @enum {string} */
                                readonly position?: "bottom-right" | "bottom-left";
                                /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                readonly size?: {
                                    readonly width?: number;
                                    readonly height?: number;
                                };
                                /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                readonly pages?: {
                                    readonly include?: readonly string[];
                                    readonly exclude?: readonly string[];
                                };
                                readonly delaySeconds?: number;
                                readonly scrollPercent?: number;
                                /** @description Of the browser; `en` stands for all of its kinds. */
                                readonly languages?: readonly string[];
                                readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                /** @description When it is shown; always, when it is left out. */
                                readonly hours?: {
                                    /** @description IANA name: its days and clock are meant. */
                                    readonly timeZone: string;
                                    readonly open: readonly {
                                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                            };
                            /**
                             * @description How websites show it.
                             * @example {
                             *       "mode": "auto",
                             *       "colors": {
                             *         "primary": "#115e59"
                             *       },
                             *       "words": {
                             *         "title": {
                             *           "en": "Ask us",
                             *           "de": "Frag uns"
                             *         }
                             *       }
                             *     }
                             */
                            readonly theme: {
                                /**
                                 * @description `auto`: as the visitor’s system is.
                                 * @enum {string}
                                 */
                                readonly mode?: "light" | "dark" | "auto";
                                readonly colors?: {
                                    readonly primary?: string;
                                    readonly onPrimary?: string;
                                    readonly background?: string;
                                    readonly text?: string;
                                };
                                /** @description The chat’s own words. */
                                readonly words?: {
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly title?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly subtitle?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly launcher?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly teaser?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly placeholder?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly send?: string | {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly avatarId: string | null;
                            /** @description What the chatbot makes of what people send; whatever is not said is on. */
                            readonly understand: {
                                /** @description Voice messages and the sound of videos become text. */
                                readonly voice?: boolean;
                                /** @description What is written in pictures becomes text. */
                                readonly images?: boolean;
                                readonly documents?: boolean;
                                /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                readonly country?: string;
                            };
                            readonly plugins: {
                                readonly [key: string]: {
                                    readonly enabled: boolean;
                                };
                            };
                            /** @description The one that is in force. */
                            readonly version: number;
                            /** @description Whether changes are in force at once, or gather in a draft. */
                            readonly autoPublish: boolean;
                            /** @description Whether something that is shown here is not in force yet. */
                            readonly hasDraft: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/theme": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Replace a chatbot’s theme */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            /** @description How websites show it. */
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "mode": "auto",
                     *       "colors": {
                     *         "primary": "#115e59"
                     *       },
                     *       "words": {
                     *         "title": {
                     *           "en": "Ask us",
                     *           "de": "Frag uns"
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        /**
                         * @description `auto`: as the visitor’s system is.
                         * @enum {string}
                         */
                        readonly mode?: "light" | "dark" | "auto";
                        readonly colors?: {
                            readonly primary?: string;
                            readonly onPrimary?: string;
                            readonly background?: string;
                            readonly text?: string;
                        };
                        /** @description The chat’s own words. */
                        readonly words?: {
                            /** @description In the chatbot’s first language, or by language. */
                            readonly title?: string | {
                                readonly [key: string]: string;
                            };
                            /** @description In the chatbot’s first language, or by language. */
                            readonly subtitle?: string | {
                                readonly [key: string]: string;
                            };
                            /** @description In the chatbot’s first language, or by language. */
                            readonly launcher?: string | {
                                readonly [key: string]: string;
                            };
                            /** @description In the chatbot’s first language, or by language. */
                            readonly teaser?: string | {
                                readonly [key: string]: string;
                            };
                            /** @description In the chatbot’s first language, or by language. */
                            readonly placeholder?: string | {
                                readonly [key: string]: string;
                            };
                            /** @description In the chatbot’s first language, or by language. */
                            readonly send?: string | {
                                readonly [key: string]: string;
                            };
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "languages": [
                         *         "en",
                         *         "de"
                         *       ],
                         *       "personality": {
                         *         "tone": "friendly, brief"
                         *       },
                         *       "placement": {
                         *         "delaySeconds": 5
                         *       },
                         *       "theme": {
                         *         "mode": "auto"
                         *       },
                         *       "avatarId": "default",
                         *       "understand": {},
                         *       "plugins": {
                         *         "feedback": {
                         *           "enabled": true
                         *         }
                         *       },
                         *       "version": 3,
                         *       "autoPublish": true,
                         *       "hasDraft": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @description What a website names the bot by. */
                            readonly embedId: string;
                            readonly name: string;
                            readonly description?: string;
                            readonly languages: readonly string[];
                            /**
                             * @description How it speaks. Whatever is left out is the gateway’s own.
                             * @example {
                             *       "name": "Ada",
                             *       "tone": "friendly, brief",
                             *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                             *       "greeting": {
                             *         "en": "Hello! Looking for a bicycle?",
                             *         "de": "Hallo! Suchst du ein Fahrrad?"
                             *       },
                             *       "fallback": {
                             *         "say": "I did not get that.",
                             *         "queue": "support"
                             *       },
                             *       "ai": {
                             *         "tools": true
                             *       }
                             *     }
                             */
                            readonly personality: {
                                /** @description What it calls itself; else the chatbot’s name. */
                                readonly name?: string;
                                /** @description For language models: “friendly, brief”. */
                                readonly tone?: string;
                                /** @description For language models: what it is to do, and what not. */
                                readonly instructions?: string;
                                /** @description In the chatbot’s first language, or by language. */
                                readonly greeting?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description When nobody understood. */
                                readonly fallback?: {
                                    /** @description Instead of the gateway’s own sentences. */
                                    readonly say?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description Of the people who are offered when it happens again. */
                                    readonly queue?: string;
                                };
                                readonly ai?: {
                                    /** @description Whether language models are asked at all. */
                                    readonly enabled?: boolean;
                                    /** @description Whether one may choose among the chatbot’s intents. */
                                    readonly tools?: boolean;
                                    /** @description The name of the provider that is asked first. */
                                    readonly provider?: string;
                                    readonly model?: string;
                                };
                            };
                            /**
                             * @description Where and when websites show it: everything that is said must be true.
                             * @example {
                             *       "position": "bottom-right",
                             *       "pages": {
                             *         "include": [
                             *           "/shop/*"
                             *         ],
                             *         "exclude": [
                             *           "/shop/checkout"
                             *         ]
                             *       },
                             *       "delaySeconds": 5,
                             *       "devices": [
                             *         "desktop",
                             *         "tablet"
                             *       ],
                             *       "hours": {
                             *         "timeZone": "Europe/Berlin",
                             *         "open": [
                             *           {
                             *             "days": [
                             *               "mon",
                             *               "tue",
                             *               "wed",
                             *               "thu",
                             *               "fri"
                             *             ],
                             *             "from": "09:00",
                             *             "to": "18:00"
                             *           }
                             *         ]
                             *       }
                             *     }
                             */
                            readonly placement: {
                                /** @enum {string} */
                                readonly position?: "bottom-right" | "bottom-left";
                                /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                readonly size?: {
                                    readonly width?: number;
                                    readonly height?: number;
                                };
                                /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                readonly pages?: {
                                    readonly include?: readonly string[];
                                    readonly exclude?: readonly string[];
                                };
                                readonly delaySeconds?: number;
                                readonly scrollPercent?: number;
                                /** @description Of the browser; `en` stands for all of its kinds. */
                                readonly languages?: readonly string[];
                                readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                /** @description When it is shown; always, when it is left out. */
                                readonly hours?: {
                                    /** @description IANA name: its days and clock are meant. */
                                    readonly timeZone: string;
                                    readonly open: readonly {
                                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                            };
                            /**
                             * @description How websites show it.
                             * @example {
                             *       "mode": "auto",
                             *       "colors": {
                             *         "primary": "#115e59"
                             *       },
                             *       "words": {
                             *         "title": {
                             *           "en": "Ask us",
                             *           "de": "Frag uns"
                             *         }
                             *       }
                             *     }
                             */
                            readonly theme: {
                                /**
                                 * @description `auto`: as the visitor’s system is.
                                 * @enum {string}
                                 */
                                readonly mode?: "light" | "dark" | "auto";
                                readonly colors?: {
                                    readonly primary?: string;
                                    readonly onPrimary?: string;
                                    readonly background?: string;
                                    readonly text?: string;
                                };
                                /** @description The chat’s own words. */
                                readonly words?: {
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly title?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly subtitle?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly launcher?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly teaser?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly placeholder?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly send?: string | {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly avatarId: string | null;
                            /** @description What the chatbot makes of what people send; whatever is not said is on. */
                            readonly understand: {
                                /** @description Voice messages and the sound of videos become text. */
                                readonly voice?: boolean;
                                /** @description What is written in pictures becomes text. */
                                readonly images?: boolean;
                                readonly documents?: boolean;
                                /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                readonly country?: string;
                            };
                            readonly plugins: {
                                readonly [key: string]: {
                                    readonly enabled: boolean;
                                };
                            };
                            /** @description The one that is in force. */
                            readonly version: number;
                            /** @description Whether changes are in force at once, or gather in a draft. */
                            readonly autoPublish: boolean;
                            /** @description Whether something that is shown here is not in force yet. */
                            readonly hasDraft: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/avatar": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Choose who says on websites what the chatbot says */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "avatarId": "default"
                     *     }
                     */
                    readonly "application/json": {
                        /**
                         * @description `default`, or one of your own. null: none.
                         * @example default
                         */
                        readonly avatarId: string | null;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "languages": [
                         *         "en",
                         *         "de"
                         *       ],
                         *       "personality": {
                         *         "tone": "friendly, brief"
                         *       },
                         *       "placement": {
                         *         "delaySeconds": 5
                         *       },
                         *       "theme": {
                         *         "mode": "auto"
                         *       },
                         *       "avatarId": "default",
                         *       "understand": {},
                         *       "plugins": {
                         *         "feedback": {
                         *           "enabled": true
                         *         }
                         *       },
                         *       "version": 3,
                         *       "autoPublish": true,
                         *       "hasDraft": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @description What a website names the bot by. */
                            readonly embedId: string;
                            readonly name: string;
                            readonly description?: string;
                            readonly languages: readonly string[];
                            /**
                             * @description How it speaks. Whatever is left out is the gateway’s own.
                             * @example {
                             *       "name": "Ada",
                             *       "tone": "friendly, brief",
                             *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                             *       "greeting": {
                             *         "en": "Hello! Looking for a bicycle?",
                             *         "de": "Hallo! Suchst du ein Fahrrad?"
                             *       },
                             *       "fallback": {
                             *         "say": "I did not get that.",
                             *         "queue": "support"
                             *       },
                             *       "ai": {
                             *         "tools": true
                             *       }
                             *     }
                             */
                            readonly personality: {
                                /** @description What it calls itself; else the chatbot’s name. */
                                readonly name?: string;
                                /** @description For language models: “friendly, brief”. */
                                readonly tone?: string;
                                /** @description For language models: what it is to do, and what not. */
                                readonly instructions?: string;
                                /** @description In the chatbot’s first language, or by language. */
                                readonly greeting?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description When nobody understood. */
                                readonly fallback?: {
                                    /** @description Instead of the gateway’s own sentences. */
                                    readonly say?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description Of the people who are offered when it happens again. */
                                    readonly queue?: string;
                                };
                                readonly ai?: {
                                    /** @description Whether language models are asked at all. */
                                    readonly enabled?: boolean;
                                    /** @description Whether one may choose among the chatbot’s intents. */
                                    readonly tools?: boolean;
                                    /** @description The name of the provider that is asked first. */
                                    readonly provider?: string;
                                    readonly model?: string;
                                };
                            };
                            /**
                             * @description Where and when websites show it: everything that is said must be true.
                             * @example {
                             *       "position": "bottom-right",
                             *       "pages": {
                             *         "include": [
                             *           "/shop/*"
                             *         ],
                             *         "exclude": [
                             *           "/shop/checkout"
                             *         ]
                             *       },
                             *       "delaySeconds": 5,
                             *       "devices": [
                             *         "desktop",
                             *         "tablet"
                             *       ],
                             *       "hours": {
                             *         "timeZone": "Europe/Berlin",
                             *         "open": [
                             *           {
                             *             "days": [
                             *               "mon",
                             *               "tue",
                             *               "wed",
                             *               "thu",
                             *               "fri"
                             *             ],
                             *             "from": "09:00",
                             *             "to": "18:00"
                             *           }
                             *         ]
                             *       }
                             *     }
                             */
                            readonly placement: {
                                /** @enum {string} */
                                readonly position?: "bottom-right" | "bottom-left";
                                /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                readonly size?: {
                                    readonly width?: number;
                                    readonly height?: number;
                                };
                                /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                readonly pages?: {
                                    readonly include?: readonly string[];
                                    readonly exclude?: readonly string[];
                                };
                                readonly delaySeconds?: number;
                                readonly scrollPercent?: number;
                                /** @description Of the browser; `en` stands for all of its kinds. */
                                readonly languages?: readonly string[];
                                readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                /** @description When it is shown; always, when it is left out. */
                                readonly hours?: {
                                    /** @description IANA name: its days and clock are meant. */
                                    readonly timeZone: string;
                                    readonly open: readonly {
                                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                            };
                            /**
                             * @description How websites show it.
                             * @example {
                             *       "mode": "auto",
                             *       "colors": {
                             *         "primary": "#115e59"
                             *       },
                             *       "words": {
                             *         "title": {
                             *           "en": "Ask us",
                             *           "de": "Frag uns"
                             *         }
                             *       }
                             *     }
                             */
                            readonly theme: {
                                /**
                                 * @description `auto`: as the visitor’s system is.
                                 * @enum {string}
                                 */
                                readonly mode?: "light" | "dark" | "auto";
                                readonly colors?: {
                                    readonly primary?: string;
                                    readonly onPrimary?: string;
                                    readonly background?: string;
                                    readonly text?: string;
                                };
                                /** @description The chat’s own words. */
                                readonly words?: {
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly title?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly subtitle?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly launcher?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly teaser?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly placeholder?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly send?: string | {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly avatarId: string | null;
                            /** @description What the chatbot makes of what people send; whatever is not said is on. */
                            readonly understand: {
                                /** @description Voice messages and the sound of videos become text. */
                                readonly voice?: boolean;
                                /** @description What is written in pictures becomes text. */
                                readonly images?: boolean;
                                readonly documents?: boolean;
                                /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                readonly country?: string;
                            };
                            readonly plugins: {
                                readonly [key: string]: {
                                    readonly enabled: boolean;
                                };
                            };
                            /** @description The one that is in force. */
                            readonly version: number;
                            /** @description Whether changes are in force at once, or gather in a draft. */
                            readonly autoPublish: boolean;
                            /** @description Whether something that is shown here is not in force yet. */
                            readonly hasDraft: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what a chatbot was, the newest first
         * @description The newest is in force. A version is what was in force: changes in a draft are one when it is published.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "version": 3,
                         *           "madeAt": "2026-11-20T09:30:00.000Z",
                         *           "by": {
                         *             "kind": "user",
                         *             "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *             "name": "Grace Hopper"
                         *           },
                         *           "note": "Friendlier"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly version: number;
                                /**
                                 * Format: date-time
                                 * @description When it came into force.
                                 */
                                readonly madeAt: string;
                                readonly by: {
                                    /** @enum {string} */
                                    readonly kind: "user" | "api-key" | "command-line" | "gateway";
                                    readonly id: string;
                                    readonly name: string;
                                };
                                readonly note?: string;
                                /** @description The version whose content it brought back. */
                                readonly restored?: number;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/versions/{version}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a version as a whole */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                    /** @example 1 */
                    readonly version: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "version": 3,
                         *       "madeAt": "2026-11-20T09:30:00.000Z",
                         *       "by": {
                         *         "kind": "user",
                         *         "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *         "name": "Grace Hopper"
                         *       },
                         *       "note": "Friendlier",
                         *       "chatbot": {
                         *         "name": "Ada",
                         *         "languages": [
                         *           "en",
                         *           "de"
                         *         ],
                         *         "personality": {
                         *           "tone": "friendly, brief"
                         *         },
                         *         "placement": {
                         *           "delaySeconds": 5
                         *         },
                         *         "theme": {
                         *           "mode": "auto"
                         *         },
                         *         "avatarId": "default",
                         *         "understand": {},
                         *         "entities": [],
                         *         "plugins": {
                         *           "feedback": {
                         *             "enabled": true,
                         *             "settings": {}
                         *           }
                         *         },
                         *         "intents": [
                         *           {
                         *             "name": "opening-hours",
                         *             "title": {
                         *               "en": "Opening hours",
                         *               "de": "Öffnungszeiten"
                         *             },
                         *             "utterances": {
                         *               "en": [
                         *                 "when are you open",
                         *                 "opening hours",
                         *                 "are you open on {day}"
                         *               ],
                         *               "de": [
                         *                 "wann habt ihr offen",
                         *                 "Öffnungszeiten"
                         *               ]
                         *             },
                         *             "slots": {
                         *               "day": {
                         *                 "kind": "date",
                         *                 "ask": {
                         *                   "en": "Which day?",
                         *                   "de": "An welchem Tag?"
                         *                 },
                         *                 "optional": true
                         *               }
                         *             },
                         *             "answer": {
                         *               "say": {
                         *                 "en": [
                         *                   "Monday to Friday, 9 to 18 o’clock."
                         *                 ],
                         *                 "de": [
                         *                   "Montag bis Freitag, 9 bis 18 Uhr."
                         *                 ]
                         *               }
                         *             }
                         *           }
                         *         ]
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly version: number;
                            /**
                             * Format: date-time
                             * @description When it came into force.
                             */
                            readonly madeAt: string;
                            readonly by: {
                                /** @enum {string} */
                                readonly kind: "user" | "api-key" | "command-line" | "gateway";
                                readonly id: string;
                                readonly name: string;
                            };
                            readonly note?: string;
                            /** @description The version whose content it brought back. */
                            readonly restored?: number;
                            /**
                             * @example {
                             *       "name": "Ada",
                             *       "languages": [
                             *         "en",
                             *         "de"
                             *       ],
                             *       "personality": {
                             *         "tone": "friendly, brief"
                             *       },
                             *       "placement": {
                             *         "delaySeconds": 5
                             *       },
                             *       "theme": {
                             *         "mode": "auto"
                             *       },
                             *       "avatarId": "default",
                             *       "understand": {},
                             *       "entities": [],
                             *       "plugins": {
                             *         "feedback": {
                             *           "enabled": true,
                             *           "settings": {}
                             *         }
                             *       },
                             *       "intents": [
                             *         {
                             *           "name": "opening-hours",
                             *           "title": {
                             *             "en": "Opening hours",
                             *             "de": "Öffnungszeiten"
                             *           },
                             *           "utterances": {
                             *             "en": [
                             *               "when are you open",
                             *               "opening hours",
                             *               "are you open on {day}"
                             *             ],
                             *             "de": [
                             *               "wann habt ihr offen",
                             *               "Öffnungszeiten"
                             *             ]
                             *           },
                             *           "slots": {
                             *             "day": {
                             *               "kind": "date",
                             *               "ask": {
                             *                 "en": "Which day?",
                             *                 "de": "An welchem Tag?"
                             *               },
                             *               "optional": true
                             *             }
                             *           },
                             *           "answer": {
                             *             "say": {
                             *               "en": [
                             *                 "Monday to Friday, 9 to 18 o’clock."
                             *               ],
                             *               "de": [
                             *                 "Montag bis Freitag, 9 bis 18 Uhr."
                             *               ]
                             *             }
                             *           }
                             *         }
                             *       ]
                             *     }
                             */
                            readonly chatbot: {
                                readonly name: string;
                                /** @description For your own people. */
                                readonly description?: string;
                                /** @description IETF tags, the preferred one first. */
                                readonly languages: readonly string[];
                                /**
                                 * @description How it speaks. Whatever is left out is the gateway’s own.
                                 * @example {
                                 *       "name": "Ada",
                                 *       "tone": "friendly, brief",
                                 *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                                 *       "greeting": {
                                 *         "en": "Hello! Looking for a bicycle?",
                                 *         "de": "Hallo! Suchst du ein Fahrrad?"
                                 *       },
                                 *       "fallback": {
                                 *         "say": "I did not get that.",
                                 *         "queue": "support"
                                 *       },
                                 *       "ai": {
                                 *         "tools": true
                                 *       }
                                 *     }
                                 */
                                readonly personality: {
                                    /** @description What it calls itself; else the chatbot’s name. */
                                    readonly name?: string;
                                    /** @description For language models: “friendly, brief”. */
                                    readonly tone?: string;
                                    /** @description For language models: what it is to do, and what not. */
                                    readonly instructions?: string;
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly greeting?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description When nobody understood. */
                                    readonly fallback?: {
                                        /** @description Instead of the gateway’s own sentences. */
                                        readonly say?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description Of the people who are offered when it happens again. */
                                        readonly queue?: string;
                                    };
                                    readonly ai?: {
                                        /** @description Whether language models are asked at all. */
                                        readonly enabled?: boolean;
                                        /** @description Whether one may choose among the chatbot’s intents. */
                                        readonly tools?: boolean;
                                        /** @description The name of the provider that is asked first. */
                                        readonly provider?: string;
                                        readonly model?: string;
                                    };
                                };
                                /**
                                 * @description Where and when websites show it: everything that is said must be true.
                                 * @example {
                                 *       "position": "bottom-right",
                                 *       "pages": {
                                 *         "include": [
                                 *           "/shop/*"
                                 *         ],
                                 *         "exclude": [
                                 *           "/shop/checkout"
                                 *         ]
                                 *       },
                                 *       "delaySeconds": 5,
                                 *       "devices": [
                                 *         "desktop",
                                 *         "tablet"
                                 *       ],
                                 *       "hours": {
                                 *         "timeZone": "Europe/Berlin",
                                 *         "open": [
                                 *           {
                                 *             "days": [
                                 *               "mon",
                                 *               "tue",
                                 *               "wed",
                                 *               "thu",
                                 *               "fri"
                                 *             ],
                                 *             "from": "09:00",
                                 *             "to": "18:00"
                                 *           }
                                 *         ]
                                 *       }
                                 *     }
                                 */
                                readonly placement: {
                                    /** @enum {string} */
                                    readonly position?: "bottom-right" | "bottom-left";
                                    /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                    readonly size?: {
                                        readonly width?: number;
                                        readonly height?: number;
                                    };
                                    /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                    readonly pages?: {
                                        readonly include?: readonly string[];
                                        readonly exclude?: readonly string[];
                                    };
                                    readonly delaySeconds?: number;
                                    readonly scrollPercent?: number;
                                    /** @description Of the browser; `en` stands for all of its kinds. */
                                    readonly languages?: readonly string[];
                                    readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                    /** @description When it is shown; always, when it is left out. */
                                    readonly hours?: {
                                        /** @description IANA name: its days and clock are meant. */
                                        readonly timeZone: string;
                                        readonly open: readonly {
                                            readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                            readonly from: string;
                                            readonly to: string;
                                        }[];
                                    };
                                };
                                /**
                                 * @description How websites show it.
                                 * @example {
                                 *       "mode": "auto",
                                 *       "colors": {
                                 *         "primary": "#115e59"
                                 *       },
                                 *       "words": {
                                 *         "title": {
                                 *           "en": "Ask us",
                                 *           "de": "Frag uns"
                                 *         }
                                 *       }
                                 *     }
                                 */
                                readonly theme: {
                                    /**
                                     * @description `auto`: as the visitor’s system is.
                                     * @enum {string}
                                     */
                                    readonly mode?: "light" | "dark" | "auto";
                                    readonly colors?: {
                                        readonly primary?: string;
                                        readonly onPrimary?: string;
                                        readonly background?: string;
                                        readonly text?: string;
                                    };
                                    /** @description The chat’s own words. */
                                    readonly words?: {
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly title?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly subtitle?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly launcher?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly teaser?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly placeholder?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly send?: string | {
                                            readonly [key: string]: string;
                                        };
                                    };
                                };
                                /**
                                 * @description `default`, or one of your own. null: none.
                                 * @example default
                                 */
                                readonly avatarId: string | null;
                                /** @description What the chatbot makes of what people send; whatever is not said is on. */
                                readonly understand: {
                                    /** @description Voice messages and the sound of videos become text. */
                                    readonly voice?: boolean;
                                    /** @description What is written in pictures becomes text. */
                                    readonly images?: boolean;
                                    readonly documents?: boolean;
                                    /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                    readonly country?: string;
                                };
                                readonly entities: readonly ({
                                    readonly name: string;
                                    /** @enum {string} */
                                    readonly kind: "list";
                                    /** @description Things by any of their names. A slip in a longer name is forgiven. */
                                    readonly entries: readonly {
                                        readonly value: string;
                                        readonly synonyms?: readonly string[];
                                    }[];
                                } | {
                                    readonly name: string;
                                    /** @enum {string} */
                                    readonly kind: "pattern";
                                    /** @description A form that codes have, such as `AB-\d{4}`: letters, ., [A-Z], \d, \w, \s, ( | ), ?, *, +, {2,5}. */
                                    readonly pattern: string;
                                })[];
                                readonly plugins: {
                                    readonly [key: string]: {
                                        readonly enabled: boolean;
                                        /** @description Without the secrets. */
                                        readonly settings: {
                                            readonly [key: string]: unknown;
                                        };
                                    };
                                };
                                readonly intents: readonly {
                                    readonly name: string;
                                    readonly description?: string;
                                    readonly title?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly utterances: {
                                        readonly [key: string]: readonly string[];
                                    };
                                    readonly slots?: {
                                        readonly [key: string]: {
                                            /** @enum {string} */
                                            readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                            readonly ask: {
                                                readonly [key: string]: string;
                                            };
                                            readonly options?: readonly {
                                                readonly id: string;
                                                readonly label: {
                                                    readonly [key: string]: string;
                                                };
                                            }[];
                                            readonly optional?: boolean;
                                        };
                                    };
                                    readonly answer: {
                                        readonly confirm?: {
                                            readonly [key: string]: string;
                                        };
                                        readonly call?: {
                                            /** @enum {string} */
                                            readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                            readonly url: string;
                                            readonly headers?: {
                                                readonly [key: string]: string;
                                            };
                                            readonly body?: unknown;
                                            readonly refused?: {
                                                readonly [key: string]: {
                                                    readonly [key: string]: string;
                                                };
                                            };
                                        };
                                        readonly say?: {
                                            readonly [key: string]: readonly string[];
                                        };
                                        /** Format: uri */
                                        readonly imageUrl?: string;
                                        readonly next?: readonly {
                                            readonly intent: string;
                                            readonly label: {
                                                readonly [key: string]: string;
                                            };
                                        }[];
                                        readonly handoff?: string;
                                    };
                                }[];
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/versions/{version}/diff": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a version changed */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description Another version; the one before, where it is left out. */
                    readonly against?: number;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                    /** @example 1 */
                    readonly version: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "version": 3,
                         *       "against": 2,
                         *       "changes": [
                         *         {
                         *           "op": "replace",
                         *           "path": "/personality/tone",
                         *           "before": "dry",
                         *           "after": "friendly, brief"
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            readonly version: number;
                            /** @description null: before there was any. */
                            readonly against: number | null;
                            readonly changes: readonly {
                                /** @enum {string} */
                                readonly op: "add" | "remove" | "replace";
                                /** @description A JSON pointer into the chatbot; intents and entities by their names. */
                                readonly path: string;
                                readonly before?: unknown;
                                readonly after?: unknown;
                                /**
                                 * @description A secret: only that it changed is told.
                                 * @enum {boolean}
                                 */
                                readonly secret?: true;
                            }[];
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/versions/{version}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring an earlier version back, as the newest
         * @description It is in force at once and as a whole: settings, plugins with their secrets, and intents. A draft stays as it is.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                    /** @example 1 */
                    readonly version: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "note": "For the summer"
                     *     }
                     */
                    readonly "application/json": {
                        /** @description What is said about the change, in the list of versions. */
                        readonly note?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "version": 3,
                         *       "madeAt": "2026-11-20T09:30:00.000Z",
                         *       "by": {
                         *         "kind": "user",
                         *         "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *         "name": "Grace Hopper"
                         *       },
                         *       "note": "Friendlier"
                         *     }
                         */
                        readonly "application/json": {
                            readonly version: number;
                            /**
                             * Format: date-time
                             * @description When it came into force.
                             */
                            readonly madeAt: string;
                            readonly by: {
                                /** @enum {string} */
                                readonly kind: "user" | "api-key" | "command-line" | "gateway";
                                readonly id: string;
                                readonly name: string;
                            };
                            readonly note?: string;
                            /** @description The version whose content it brought back. */
                            readonly restored?: number;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/draft": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read what would be published, and what that would change */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "hasDraft": true,
                         *       "version": 3,
                         *       "changes": [
                         *         {
                         *           "op": "replace",
                         *           "path": "/personality/tone",
                         *           "before": "dry",
                         *           "after": "friendly, brief"
                         *         }
                         *       ],
                         *       "chatbot": {
                         *         "name": "Ada",
                         *         "languages": [
                         *           "en",
                         *           "de"
                         *         ],
                         *         "personality": {
                         *           "tone": "friendly, brief"
                         *         },
                         *         "placement": {
                         *           "delaySeconds": 5
                         *         },
                         *         "theme": {
                         *           "mode": "auto"
                         *         },
                         *         "avatarId": "default",
                         *         "understand": {},
                         *         "entities": [],
                         *         "plugins": {
                         *           "feedback": {
                         *             "enabled": true,
                         *             "settings": {}
                         *           }
                         *         },
                         *         "intents": [
                         *           {
                         *             "name": "opening-hours",
                         *             "title": {
                         *               "en": "Opening hours",
                         *               "de": "Öffnungszeiten"
                         *             },
                         *             "utterances": {
                         *               "en": [
                         *                 "when are you open",
                         *                 "opening hours",
                         *                 "are you open on {day}"
                         *               ],
                         *               "de": [
                         *                 "wann habt ihr offen",
                         *                 "Öffnungszeiten"
                         *               ]
                         *             },
                         *             "slots": {
                         *               "day": {
                         *                 "kind": "date",
                         *                 "ask": {
                         *                   "en": "Which day?",
                         *                   "de": "An welchem Tag?"
                         *                 },
                         *                 "optional": true
                         *               }
                         *             },
                         *             "answer": {
                         *               "say": {
                         *                 "en": [
                         *                   "Monday to Friday, 9 to 18 o’clock."
                         *                 ],
                         *                 "de": [
                         *                   "Montag bis Freitag, 9 bis 18 Uhr."
                         *                 ]
                         *               }
                         *             }
                         *           }
                         *         ]
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly hasDraft: boolean;
                            /** @description The one in force. */
                            readonly version: number;
                            /** @description What would change if it were published. */
                            readonly changes: readonly {
                                /** @enum {string} */
                                readonly op: "add" | "remove" | "replace";
                                /** @description A JSON pointer into the chatbot; intents and entities by their names. */
                                readonly path: string;
                                readonly before?: unknown;
                                readonly after?: unknown;
                                /**
                                 * @description A secret: only that it changed is told.
                                 * @enum {boolean}
                                 */
                                readonly secret?: true;
                            }[];
                            /**
                             * @example {
                             *       "name": "Ada",
                             *       "languages": [
                             *         "en",
                             *         "de"
                             *       ],
                             *       "personality": {
                             *         "tone": "friendly, brief"
                             *       },
                             *       "placement": {
                             *         "delaySeconds": 5
                             *       },
                             *       "theme": {
                             *         "mode": "auto"
                             *       },
                             *       "avatarId": "default",
                             *       "understand": {},
                             *       "entities": [],
                             *       "plugins": {
                             *         "feedback": {
                             *           "enabled": true,
                             *           "settings": {}
                             *         }
                             *       },
                             *       "intents": [
                             *         {
                             *           "name": "opening-hours",
                             *           "title": {
                             *             "en": "Opening hours",
                             *             "de": "Öffnungszeiten"
                             *           },
                             *           "utterances": {
                             *             "en": [
                             *               "when are you open",
                             *               "opening hours",
                             *               "are you open on {day}"
                             *             ],
                             *             "de": [
                             *               "wann habt ihr offen",
                             *               "Öffnungszeiten"
                             *             ]
                             *           },
                             *           "slots": {
                             *             "day": {
                             *               "kind": "date",
                             *               "ask": {
                             *                 "en": "Which day?",
                             *                 "de": "An welchem Tag?"
                             *               },
                             *               "optional": true
                             *             }
                             *           },
                             *           "answer": {
                             *             "say": {
                             *               "en": [
                             *                 "Monday to Friday, 9 to 18 o’clock."
                             *               ],
                             *               "de": [
                             *                 "Montag bis Freitag, 9 bis 18 Uhr."
                             *               ]
                             *             }
                             *           }
                             *         }
                             *       ]
                             *     }
                             */
                            readonly chatbot: {
                                readonly name: string;
                                /** @description For your own people. */
                                readonly description?: string;
                                /** @description IETF tags, the preferred one first. */
                                readonly languages: readonly string[];
                                /**
                                 * @description How it speaks. Whatever is left out is the gateway’s own.
                                 * @example {
                                 *       "name": "Ada",
                                 *       "tone": "friendly, brief",
                                 *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                                 *       "greeting": {
                                 *         "en": "Hello! Looking for a bicycle?",
                                 *         "de": "Hallo! Suchst du ein Fahrrad?"
                                 *       },
                                 *       "fallback": {
                                 *         "say": "I did not get that.",
                                 *         "queue": "support"
                                 *       },
                                 *       "ai": {
                                 *         "tools": true
                                 *       }
                                 *     }
                                 */
                                readonly personality: {
                                    /** @description What it calls itself; else the chatbot’s name. */
                                    readonly name?: string;
                                    /** @description For language models: “friendly, brief”. */
                                    readonly tone?: string;
                                    /** @description For language models: what it is to do, and what not. */
                                    readonly instructions?: string;
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly greeting?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description When nobody understood. */
                                    readonly fallback?: {
                                        /** @description Instead of the gateway’s own sentences. */
                                        readonly say?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description Of the people who are offered when it happens again. */
                                        readonly queue?: string;
                                    };
                                    readonly ai?: {
                                        /** @description Whether language models are asked at all. */
                                        readonly enabled?: boolean;
                                        /** @description Whether one may choose among the chatbot’s intents. */
                                        readonly tools?: boolean;
                                        /** @description The name of the provider that is asked first. */
                                        readonly provider?: string;
                                        readonly model?: string;
                                    };
                                };
                                /**
                                 * @description Where and when websites show it: everything that is said must be true.
                                 * @example {
                                 *       "position": "bottom-right",
                                 *       "pages": {
                                 *         "include": [
                                 *           "/shop/*"
                                 *         ],
                                 *         "exclude": [
                                 *           "/shop/checkout"
                                 *         ]
                                 *       },
                                 *       "delaySeconds": 5,
                                 *       "devices": [
                                 *         "desktop",
                                 *         "tablet"
                                 *       ],
                                 *       "hours": {
                                 *         "timeZone": "Europe/Berlin",
                                 *         "open": [
                                 *           {
                                 *             "days": [
                                 *               "mon",
                                 *               "tue",
                                 *               "wed",
                                 *               "thu",
                                 *               "fri"
                                 *             ],
                                 *             "from": "09:00",
                                 *             "to": "18:00"
                                 *           }
                                 *         ]
                                 *       }
                                 *     }
                                 */
                                readonly placement: {
                                    /** @enum {string} */
                                    readonly position?: "bottom-right" | "bottom-left";
                                    /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                    readonly size?: {
                                        readonly width?: number;
                                        readonly height?: number;
                                    };
                                    /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                    readonly pages?: {
                                        readonly include?: readonly string[];
                                        readonly exclude?: readonly string[];
                                    };
                                    readonly delaySeconds?: number;
                                    readonly scrollPercent?: number;
                                    /** @description Of the browser; `en` stands for all of its kinds. */
                                    readonly languages?: readonly string[];
                                    readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                    /** @description When it is shown; always, when it is left out. */
                                    readonly hours?: {
                                        /** @description IANA name: its days and clock are meant. */
                                        readonly timeZone: string;
                                        readonly open: readonly {
                                            readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                            readonly from: string;
                                            readonly to: string;
                                        }[];
                                    };
                                };
                                /**
                                 * @description How websites show it.
                                 * @example {
                                 *       "mode": "auto",
                                 *       "colors": {
                                 *         "primary": "#115e59"
                                 *       },
                                 *       "words": {
                                 *         "title": {
                                 *           "en": "Ask us",
                                 *           "de": "Frag uns"
                                 *         }
                                 *       }
                                 *     }
                                 */
                                readonly theme: {
                                    /**
                                     * @description `auto`: as the visitor’s system is.
                                     * @enum {string}
                                     */
                                    readonly mode?: "light" | "dark" | "auto";
                                    readonly colors?: {
                                        readonly primary?: string;
                                        readonly onPrimary?: string;
                                        readonly background?: string;
                                        readonly text?: string;
                                    };
                                    /** @description The chat’s own words. */
                                    readonly words?: {
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly title?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly subtitle?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly launcher?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly teaser?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly placeholder?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly send?: string | {
                                            readonly [key: string]: string;
                                        };
                                    };
                                };
                                /**
                                 * @description `default`, or one of your own. null: none.
                                 * @example default
                                 */
                                readonly avatarId: string | null;
                                /** @description What the chatbot makes of what people send; whatever is not said is on. */
                                readonly understand: {
                                    /** @description Voice messages and the sound of videos become text. */
                                    readonly voice?: boolean;
                                    /** @description What is written in pictures becomes text. */
                                    readonly images?: boolean;
                                    readonly documents?: boolean;
                                    /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                    readonly country?: string;
                                };
                                readonly entities: readonly ({
                                    readonly name: string;
                                    /** @enum {string} */
                                    readonly kind: "list";
                                    /** @description Things by any of their names. A slip in a longer name is forgiven. */
                                    readonly entries: readonly {
                                        readonly value: string;
                                        readonly synonyms?: readonly string[];
                                    }[];
                                } | {
                                    readonly name: string;
                                    /** @enum {string} */
                                    readonly kind: "pattern";
                                    /** @description A form that codes have, such as `AB-\d{4}`: letters, ., [A-Z], \d, \w, \s, ( | ), ?, *, +, {2,5}. */
                                    readonly pattern: string;
                                })[];
                                readonly plugins: {
                                    readonly [key: string]: {
                                        readonly enabled: boolean;
                                        /** @description Without the secrets. */
                                        readonly settings: {
                                            readonly [key: string]: unknown;
                                        };
                                    };
                                };
                                readonly intents: readonly {
                                    readonly name: string;
                                    readonly description?: string;
                                    readonly title?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly utterances: {
                                        readonly [key: string]: readonly string[];
                                    };
                                    readonly slots?: {
                                        readonly [key: string]: {
                                            /** @enum {string} */
                                            readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                            readonly ask: {
                                                readonly [key: string]: string;
                                            };
                                            readonly options?: readonly {
                                                readonly id: string;
                                                readonly label: {
                                                    readonly [key: string]: string;
                                                };
                                            }[];
                                            readonly optional?: boolean;
                                        };
                                    };
                                    readonly answer: {
                                        readonly confirm?: {
                                            readonly [key: string]: string;
                                        };
                                        readonly call?: {
                                            /** @enum {string} */
                                            readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                            readonly url: string;
                                            readonly headers?: {
                                                readonly [key: string]: string;
                                            };
                                            readonly body?: unknown;
                                            readonly refused?: {
                                                readonly [key: string]: {
                                                    readonly [key: string]: string;
                                                };
                                            };
                                        };
                                        readonly say?: {
                                            readonly [key: string]: readonly string[];
                                        };
                                        /** Format: uri */
                                        readonly imageUrl?: string;
                                        readonly next?: readonly {
                                            readonly intent: string;
                                            readonly label: {
                                                readonly [key: string]: string;
                                            };
                                        }[];
                                        readonly handoff?: string;
                                    };
                                }[];
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        /** Give up the changes that are not in force */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/publish": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring the changes that are not in force into force, as one version
         * @description Where there are none, the version in force is answered.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "note": "For the summer"
                     *     }
                     */
                    readonly "application/json": {
                        /** @description What is said about the change, in the list of versions. */
                        readonly note?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "version": 3,
                         *       "madeAt": "2026-11-20T09:30:00.000Z",
                         *       "by": {
                         *         "kind": "user",
                         *         "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *         "name": "Grace Hopper"
                         *       },
                         *       "note": "Friendlier"
                         *     }
                         */
                        readonly "application/json": {
                            readonly version: number;
                            /**
                             * Format: date-time
                             * @description When it came into force.
                             */
                            readonly madeAt: string;
                            readonly by: {
                                /** @enum {string} */
                                readonly kind: "user" | "api-key" | "command-line" | "gateway";
                                readonly id: string;
                                readonly name: string;
                            };
                            readonly note?: string;
                            /** @description The version whose content it brought back. */
                            readonly restored?: number;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** A chatbot as a file: everything but secrets, documents and what people said */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description What it was; left out: what is in force. */
                    readonly version?: number;
                    /** @description With the changes that are not in force. */
                    readonly draft?: "true" | "false";
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "format": "colloquy-chatbot",
                         *       "formatVersion": 1,
                         *       "chatbot": {
                         *         "name": "Ada",
                         *         "languages": [
                         *           "en",
                         *           "de"
                         *         ],
                         *         "personality": {
                         *           "tone": "friendly, brief"
                         *         },
                         *         "placement": {
                         *           "delaySeconds": 5
                         *         },
                         *         "theme": {
                         *           "mode": "auto"
                         *         },
                         *         "avatarId": "default",
                         *         "understand": {},
                         *         "entities": [],
                         *         "plugins": {
                         *           "feedback": {
                         *             "enabled": true,
                         *             "settings": {}
                         *           }
                         *         },
                         *         "intents": [
                         *           {
                         *             "name": "opening-hours",
                         *             "title": {
                         *               "en": "Opening hours",
                         *               "de": "Öffnungszeiten"
                         *             },
                         *             "utterances": {
                         *               "en": [
                         *                 "when are you open",
                         *                 "opening hours",
                         *                 "are you open on {day}"
                         *               ],
                         *               "de": [
                         *                 "wann habt ihr offen",
                         *                 "Öffnungszeiten"
                         *               ]
                         *             },
                         *             "slots": {
                         *               "day": {
                         *                 "kind": "date",
                         *                 "ask": {
                         *                   "en": "Which day?",
                         *                   "de": "An welchem Tag?"
                         *                 },
                         *                 "optional": true
                         *               }
                         *             },
                         *             "answer": {
                         *               "say": {
                         *                 "en": [
                         *                   "Monday to Friday, 9 to 18 o’clock."
                         *                 ],
                         *                 "de": [
                         *                   "Montag bis Freitag, 9 bis 18 Uhr."
                         *                 ]
                         *               }
                         *             }
                         *           }
                         *         ]
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly format: "colloquy-chatbot";
                            /**
                             * @description Another version of the gateway may write another.
                             * @enum {number}
                             */
                            readonly formatVersion: 1;
                            /**
                             * @example {
                             *       "name": "Ada",
                             *       "languages": [
                             *         "en",
                             *         "de"
                             *       ],
                             *       "personality": {
                             *         "tone": "friendly, brief"
                             *       },
                             *       "placement": {
                             *         "delaySeconds": 5
                             *       },
                             *       "theme": {
                             *         "mode": "auto"
                             *       },
                             *       "avatarId": "default",
                             *       "understand": {},
                             *       "entities": [],
                             *       "plugins": {
                             *         "feedback": {
                             *           "enabled": true,
                             *           "settings": {}
                             *         }
                             *       },
                             *       "intents": [
                             *         {
                             *           "name": "opening-hours",
                             *           "title": {
                             *             "en": "Opening hours",
                             *             "de": "Öffnungszeiten"
                             *           },
                             *           "utterances": {
                             *             "en": [
                             *               "when are you open",
                             *               "opening hours",
                             *               "are you open on {day}"
                             *             ],
                             *             "de": [
                             *               "wann habt ihr offen",
                             *               "Öffnungszeiten"
                             *             ]
                             *           },
                             *           "slots": {
                             *             "day": {
                             *               "kind": "date",
                             *               "ask": {
                             *                 "en": "Which day?",
                             *                 "de": "An welchem Tag?"
                             *               },
                             *               "optional": true
                             *             }
                             *           },
                             *           "answer": {
                             *             "say": {
                             *               "en": [
                             *                 "Monday to Friday, 9 to 18 o’clock."
                             *               ],
                             *               "de": [
                             *                 "Montag bis Freitag, 9 bis 18 Uhr."
                             *               ]
                             *             }
                             *           }
                             *         }
                             *       ]
                             *     }
                             */
                            readonly chatbot: {
                                readonly name: string;
                                /** @description For your own people. */
                                readonly description?: string;
                                /** @description IETF tags, the preferred one first. */
                                readonly languages: readonly string[];
                                /**
                                 * @description How it speaks. Whatever is left out is the gateway’s own.
                                 * @example {
                                 *       "name": "Ada",
                                 *       "tone": "friendly, brief",
                                 *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                                 *       "greeting": {
                                 *         "en": "Hello! Looking for a bicycle?",
                                 *         "de": "Hallo! Suchst du ein Fahrrad?"
                                 *       },
                                 *       "fallback": {
                                 *         "say": "I did not get that.",
                                 *         "queue": "support"
                                 *       },
                                 *       "ai": {
                                 *         "tools": true
                                 *       }
                                 *     }
                                 */
                                readonly personality: {
                                    /** @description What it calls itself; else the chatbot’s name. */
                                    readonly name?: string;
                                    /** @description For language models: “friendly, brief”. */
                                    readonly tone?: string;
                                    /** @description For language models: what it is to do, and what not. */
                                    readonly instructions?: string;
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly greeting?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description When nobody understood. */
                                    readonly fallback?: {
                                        /** @description Instead of the gateway’s own sentences. */
                                        readonly say?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description Of the people who are offered when it happens again. */
                                        readonly queue?: string;
                                    };
                                    readonly ai?: {
                                        /** @description Whether language models are asked at all. */
                                        readonly enabled?: boolean;
                                        /** @description Whether one may choose among the chatbot’s intents. */
                                        readonly tools?: boolean;
                                        /** @description The name of the provider that is asked first. */
                                        readonly provider?: string;
                                        readonly model?: string;
                                    };
                                };
                                /**
                                 * @description Where and when websites show it: everything that is said must be true.
                                 * @example {
                                 *       "position": "bottom-right",
                                 *       "pages": {
                                 *         "include": [
                                 *           "/shop/*"
                                 *         ],
                                 *         "exclude": [
                                 *           "/shop/checkout"
                                 *         ]
                                 *       },
                                 *       "delaySeconds": 5,
                                 *       "devices": [
                                 *         "desktop",
                                 *         "tablet"
                                 *       ],
                                 *       "hours": {
                                 *         "timeZone": "Europe/Berlin",
                                 *         "open": [
                                 *           {
                                 *             "days": [
                                 *               "mon",
                                 *               "tue",
                                 *               "wed",
                                 *               "thu",
                                 *               "fri"
                                 *             ],
                                 *             "from": "09:00",
                                 *             "to": "18:00"
                                 *           }
                                 *         ]
                                 *       }
                                 *     }
                                 */
                                readonly placement: {
                                    /** @enum {string} */
                                    readonly position?: "bottom-right" | "bottom-left";
                                    /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                    readonly size?: {
                                        readonly width?: number;
                                        readonly height?: number;
                                    };
                                    /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                    readonly pages?: {
                                        readonly include?: readonly string[];
                                        readonly exclude?: readonly string[];
                                    };
                                    readonly delaySeconds?: number;
                                    readonly scrollPercent?: number;
                                    /** @description Of the browser; `en` stands for all of its kinds. */
                                    readonly languages?: readonly string[];
                                    readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                    /** @description When it is shown; always, when it is left out. */
                                    readonly hours?: {
                                        /** @description IANA name: its days and clock are meant. */
                                        readonly timeZone: string;
                                        readonly open: readonly {
                                            readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                            readonly from: string;
                                            readonly to: string;
                                        }[];
                                    };
                                };
                                /**
                                 * @description How websites show it.
                                 * @example {
                                 *       "mode": "auto",
                                 *       "colors": {
                                 *         "primary": "#115e59"
                                 *       },
                                 *       "words": {
                                 *         "title": {
                                 *           "en": "Ask us",
                                 *           "de": "Frag uns"
                                 *         }
                                 *       }
                                 *     }
                                 */
                                readonly theme: {
                                    /**
                                     * @description `auto`: as the visitor’s system is.
                                     * @enum {string}
                                     */
                                    readonly mode?: "light" | "dark" | "auto";
                                    readonly colors?: {
                                        readonly primary?: string;
                                        readonly onPrimary?: string;
                                        readonly background?: string;
                                        readonly text?: string;
                                    };
                                    /** @description The chat’s own words. */
                                    readonly words?: {
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly title?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly subtitle?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly launcher?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly teaser?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly placeholder?: string | {
                                            readonly [key: string]: string;
                                        };
                                        /** @description In the chatbot’s first language, or by language. */
                                        readonly send?: string | {
                                            readonly [key: string]: string;
                                        };
                                    };
                                };
                                /**
                                 * @description `default`, or one of your own. null: none.
                                 * @example default
                                 */
                                readonly avatarId: string | null;
                                /** @description What the chatbot makes of what people send; whatever is not said is on. */
                                readonly understand: {
                                    /** @description Voice messages and the sound of videos become text. */
                                    readonly voice?: boolean;
                                    /** @description What is written in pictures becomes text. */
                                    readonly images?: boolean;
                                    readonly documents?: boolean;
                                    /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                    readonly country?: string;
                                };
                                readonly entities: readonly ({
                                    readonly name: string;
                                    /** @enum {string} */
                                    readonly kind: "list";
                                    /** @description Things by any of their names. A slip in a longer name is forgiven. */
                                    readonly entries: readonly {
                                        readonly value: string;
                                        readonly synonyms?: readonly string[];
                                    }[];
                                } | {
                                    readonly name: string;
                                    /** @enum {string} */
                                    readonly kind: "pattern";
                                    /** @description A form that codes have, such as `AB-\d{4}`: letters, ., [A-Z], \d, \w, \s, ( | ), ?, *, +, {2,5}. */
                                    readonly pattern: string;
                                })[];
                                readonly plugins: {
                                    readonly [key: string]: {
                                        readonly enabled: boolean;
                                        /** @description Without the secrets. */
                                        readonly settings: {
                                            readonly [key: string]: unknown;
                                        };
                                    };
                                };
                                readonly intents: readonly {
                                    readonly name: string;
                                    readonly description?: string;
                                    readonly title?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly utterances: {
                                        readonly [key: string]: readonly string[];
                                    };
                                    readonly slots?: {
                                        readonly [key: string]: {
                                            /** @enum {string} */
                                            readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                            readonly ask: {
                                                readonly [key: string]: string;
                                            };
                                            readonly options?: readonly {
                                                readonly id: string;
                                                readonly label: {
                                                    readonly [key: string]: string;
                                                };
                                            }[];
                                            readonly optional?: boolean;
                                        };
                                    };
                                    readonly answer: {
                                        readonly confirm?: {
                                            readonly [key: string]: string;
                                        };
                                        readonly call?: {
                                            /** @enum {string} */
                                            readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                            readonly url: string;
                                            readonly headers?: {
                                                readonly [key: string]: string;
                                            };
                                            readonly body?: unknown;
                                            readonly refused?: {
                                                readonly [key: string]: {
                                                    readonly [key: string]: string;
                                                };
                                            };
                                        };
                                        readonly say?: {
                                            readonly [key: string]: readonly string[];
                                        };
                                        /** Format: uri */
                                        readonly imageUrl?: string;
                                        readonly next?: readonly {
                                            readonly intent: string;
                                            readonly label: {
                                                readonly [key: string]: string;
                                            };
                                        }[];
                                        readonly handoff?: string;
                                    };
                                }[];
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/chatbots/import": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a chatbot from a file
         * @description It is a new chatbot with an id of its own, and says what it lacks here. Secrets may be written into the file’s settings. `dryRun` makes nothing, and says the same.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                    readonly dryRun?: "true" | "false";
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "format": "colloquy-chatbot",
                     *       "formatVersion": 1,
                     *       "chatbot": {
                     *         "name": "Ada",
                     *         "languages": [
                     *           "en",
                     *           "de"
                     *         ],
                     *         "personality": {
                     *           "tone": "friendly, brief"
                     *         },
                     *         "placement": {
                     *           "delaySeconds": 5
                     *         },
                     *         "theme": {
                     *           "mode": "auto"
                     *         },
                     *         "avatarId": "default",
                     *         "understand": {},
                     *         "entities": [],
                     *         "plugins": {
                     *           "feedback": {
                     *             "enabled": true,
                     *             "settings": {}
                     *           }
                     *         },
                     *         "intents": [
                     *           {
                     *             "name": "opening-hours",
                     *             "title": {
                     *               "en": "Opening hours",
                     *               "de": "Öffnungszeiten"
                     *             },
                     *             "utterances": {
                     *               "en": [
                     *                 "when are you open",
                     *                 "opening hours",
                     *                 "are you open on {day}"
                     *               ],
                     *               "de": [
                     *                 "wann habt ihr offen",
                     *                 "Öffnungszeiten"
                     *               ]
                     *             },
                     *             "slots": {
                     *               "day": {
                     *                 "kind": "date",
                     *                 "ask": {
                     *                   "en": "Which day?",
                     *                   "de": "An welchem Tag?"
                     *                 },
                     *                 "optional": true
                     *               }
                     *             },
                     *             "answer": {
                     *               "say": {
                     *                 "en": [
                     *                   "Monday to Friday, 9 to 18 o’clock."
                     *                 ],
                     *                 "de": [
                     *                   "Montag bis Freitag, 9 bis 18 Uhr."
                     *                 ]
                     *               }
                     *             }
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly format: "colloquy-chatbot";
                        /**
                         * @description Another version of the gateway may write another.
                         * @enum {number}
                         */
                        readonly formatVersion: 1;
                        /**
                         * @example {
                         *       "name": "Ada",
                         *       "languages": [
                         *         "en",
                         *         "de"
                         *       ],
                         *       "personality": {
                         *         "tone": "friendly, brief"
                         *       },
                         *       "placement": {
                         *         "delaySeconds": 5
                         *       },
                         *       "theme": {
                         *         "mode": "auto"
                         *       },
                         *       "avatarId": "default",
                         *       "understand": {},
                         *       "entities": [],
                         *       "plugins": {
                         *         "feedback": {
                         *           "enabled": true,
                         *           "settings": {}
                         *         }
                         *       },
                         *       "intents": [
                         *         {
                         *           "name": "opening-hours",
                         *           "title": {
                         *             "en": "Opening hours",
                         *             "de": "Öffnungszeiten"
                         *           },
                         *           "utterances": {
                         *             "en": [
                         *               "when are you open",
                         *               "opening hours",
                         *               "are you open on {day}"
                         *             ],
                         *             "de": [
                         *               "wann habt ihr offen",
                         *               "Öffnungszeiten"
                         *             ]
                         *           },
                         *           "slots": {
                         *             "day": {
                         *               "kind": "date",
                         *               "ask": {
                         *                 "en": "Which day?",
                         *                 "de": "An welchem Tag?"
                         *               },
                         *               "optional": true
                         *             }
                         *           },
                         *           "answer": {
                         *             "say": {
                         *               "en": [
                         *                 "Monday to Friday, 9 to 18 o’clock."
                         *               ],
                         *               "de": [
                         *                 "Montag bis Freitag, 9 bis 18 Uhr."
                         *               ]
                         *             }
                         *           }
                         *         }
                         *       ]
                         *     }
                         */
                        readonly chatbot: {
                            readonly name: string;
                            /** @description For your own people. */
                            readonly description?: string;
                            /** @description IETF tags, the preferred one first. */
                            readonly languages: readonly string[];
                            /**
                             * @description How it speaks. Whatever is left out is the gateway’s own.
                             * @example {
                             *       "name": "Ada",
                             *       "tone": "friendly, brief",
                             *       "instructions": "You help customers of a bicycle shop. Never promise a date.",
                             *       "greeting": {
                             *         "en": "Hello! Looking for a bicycle?",
                             *         "de": "Hallo! Suchst du ein Fahrrad?"
                             *       },
                             *       "fallback": {
                             *         "say": "I did not get that.",
                             *         "queue": "support"
                             *       },
                             *       "ai": {
                             *         "tools": true
                             *       }
                             *     }
                             */
                            readonly personality: {
                                /** @description What it calls itself; else the chatbot’s name. */
                                readonly name?: string;
                                /** @description For language models: “friendly, brief”. */
                                readonly tone?: string;
                                /** @description For language models: what it is to do, and what not. */
                                readonly instructions?: string;
                                /** @description In the chatbot’s first language, or by language. */
                                readonly greeting?: string | {
                                    readonly [key: string]: string;
                                };
                                /** @description When nobody understood. */
                                readonly fallback?: {
                                    /** @description Instead of the gateway’s own sentences. */
                                    readonly say?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description Of the people who are offered when it happens again. */
                                    readonly queue?: string;
                                };
                                readonly ai?: {
                                    /** @description Whether language models are asked at all. */
                                    readonly enabled?: boolean;
                                    /** @description Whether one may choose among the chatbot’s intents. */
                                    readonly tools?: boolean;
                                    /** @description The name of the provider that is asked first. */
                                    readonly provider?: string;
                                    readonly model?: string;
                                };
                            };
                            /**
                             * @description Where and when websites show it: everything that is said must be true.
                             * @example {
                             *       "position": "bottom-right",
                             *       "pages": {
                             *         "include": [
                             *           "/shop/*"
                             *         ],
                             *         "exclude": [
                             *           "/shop/checkout"
                             *         ]
                             *       },
                             *       "delaySeconds": 5,
                             *       "devices": [
                             *         "desktop",
                             *         "tablet"
                             *       ],
                             *       "hours": {
                             *         "timeZone": "Europe/Berlin",
                             *         "open": [
                             *           {
                             *             "days": [
                             *               "mon",
                             *               "tue",
                             *               "wed",
                             *               "thu",
                             *               "fri"
                             *             ],
                             *             "from": "09:00",
                             *             "to": "18:00"
                             *           }
                             *         ]
                             *       }
                             *     }
                             */
                            readonly placement: {
                                /** @enum {string} */
                                readonly position?: "bottom-right" | "bottom-left";
                                /** @description Of the open chat, CSS pixels; a phone shows it full-screen. */
                                readonly size?: {
                                    readonly width?: number;
                                    readonly height?: number;
                                };
                                /** @description Patterns with `*` of the path (they begin with `/`) or the whole address. What is excluded wins. */
                                readonly pages?: {
                                    readonly include?: readonly string[];
                                    readonly exclude?: readonly string[];
                                };
                                readonly delaySeconds?: number;
                                readonly scrollPercent?: number;
                                /** @description Of the browser; `en` stands for all of its kinds. */
                                readonly languages?: readonly string[];
                                readonly devices?: readonly ("desktop" | "tablet" | "mobile")[];
                                /** @description When it is shown; always, when it is left out. */
                                readonly hours?: {
                                    /** @description IANA name: its days and clock are meant. */
                                    readonly timeZone: string;
                                    readonly open: readonly {
                                        readonly days: readonly ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                            };
                            /**
                             * @description How websites show it.
                             * @example {
                             *       "mode": "auto",
                             *       "colors": {
                             *         "primary": "#115e59"
                             *       },
                             *       "words": {
                             *         "title": {
                             *           "en": "Ask us",
                             *           "de": "Frag uns"
                             *         }
                             *       }
                             *     }
                             */
                            readonly theme: {
                                /**
                                 * @description `auto`: as the visitor’s system is.
                                 * @enum {string}
                                 */
                                readonly mode?: "light" | "dark" | "auto";
                                readonly colors?: {
                                    readonly primary?: string;
                                    readonly onPrimary?: string;
                                    readonly background?: string;
                                    readonly text?: string;
                                };
                                /** @description The chat’s own words. */
                                readonly words?: {
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly title?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly subtitle?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly launcher?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly teaser?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly placeholder?: string | {
                                        readonly [key: string]: string;
                                    };
                                    /** @description In the chatbot’s first language, or by language. */
                                    readonly send?: string | {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            /**
                             * @description `default`, or one of your own. null: none.
                             * @example default
                             */
                            readonly avatarId: string | null;
                            /** @description What the chatbot makes of what people send; whatever is not said is on. */
                            readonly understand: {
                                /** @description Voice messages and the sound of videos become text. */
                                readonly voice?: boolean;
                                /** @description What is written in pictures becomes text. */
                                readonly images?: boolean;
                                readonly documents?: boolean;
                                /** @description ISO 3166-1: where people are who write a phone number without a prefix. */
                                readonly country?: string;
                            };
                            readonly entities: readonly ({
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "list";
                                /** @description Things by any of their names. A slip in a longer name is forgiven. */
                                readonly entries: readonly {
                                    readonly value: string;
                                    readonly synonyms?: readonly string[];
                                }[];
                            } | {
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "pattern";
                                /** @description A form that codes have, such as `AB-\d{4}`: letters, ., [A-Z], \d, \w, \s, ( | ), ?, *, +, {2,5}. */
                                readonly pattern: string;
                            })[];
                            readonly plugins: {
                                readonly [key: string]: {
                                    readonly enabled: boolean;
                                    /** @description Without the secrets. */
                                    readonly settings: {
                                        readonly [key: string]: unknown;
                                    };
                                };
                            };
                            readonly intents: readonly {
                                readonly name: string;
                                readonly description?: string;
                                readonly title?: {
                                    readonly [key: string]: string;
                                };
                                readonly utterances: {
                                    readonly [key: string]: readonly string[];
                                };
                                readonly slots?: {
                                    readonly [key: string]: {
                                        /** @enum {string} */
                                        readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                        readonly ask: {
                                            readonly [key: string]: string;
                                        };
                                        readonly options?: readonly {
                                            readonly id: string;
                                            readonly label: {
                                                readonly [key: string]: string;
                                            };
                                        }[];
                                        readonly optional?: boolean;
                                    };
                                };
                                readonly answer: {
                                    readonly confirm?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly call?: {
                                        /** @enum {string} */
                                        readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                        readonly url: string;
                                        readonly headers?: {
                                            readonly [key: string]: string;
                                        };
                                        readonly body?: unknown;
                                        readonly refused?: {
                                            readonly [key: string]: {
                                                readonly [key: string]: string;
                                            };
                                        };
                                    };
                                    readonly say?: {
                                        readonly [key: string]: readonly string[];
                                    };
                                    /** Format: uri */
                                    readonly imageUrl?: string;
                                    readonly next?: readonly {
                                        readonly intent: string;
                                        readonly label: {
                                            readonly [key: string]: string;
                                        };
                                    }[];
                                    readonly handoff?: string;
                                };
                            }[];
                        };
                    };
                };
            };
            readonly responses: {
                /** @description A dry run. */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "intents": 12,
                         *       "missing": {
                         *         "plugins": [
                         *           "weather"
                         *         ],
                         *         "secrets": [
                         *           {
                         *             "plugin": "orders",
                         *             "name": "key",
                         *             "required": true
                         *           }
                         *         ],
                         *         "avatarId": null
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @description null: nothing was made. */
                            readonly id: string | null;
                            readonly embedId: string | null;
                            readonly name: string;
                            readonly intents: number;
                            readonly missing: {
                                /** @description Not installed here: their settings are kept until they are. */
                                readonly plugins: readonly string[];
                                /** @description To be filled in; without a required one its plugin does not run. */
                                readonly secrets: readonly {
                                    readonly plugin: string;
                                    readonly name: string;
                                    readonly required: boolean;
                                }[];
                                /** @description An avatar that is not here: the default one stands in for it. */
                                readonly avatarId: string | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "name": "Ada",
                         *       "intents": 12,
                         *       "missing": {
                         *         "plugins": [
                         *           "weather"
                         *         ],
                         *         "secrets": [
                         *           {
                         *             "plugin": "orders",
                         *             "name": "key",
                         *             "required": true
                         *           }
                         *         ],
                         *         "avatarId": null
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @description null: nothing was made. */
                            readonly id: string | null;
                            readonly embedId: string | null;
                            readonly name: string;
                            readonly intents: number;
                            readonly missing: {
                                /** @description Not installed here: their settings are kept until they are. */
                                readonly plugins: readonly string[];
                                /** @description To be filled in; without a required one its plugin does not run. */
                                readonly secrets: readonly {
                                    readonly plugin: string;
                                    readonly name: string;
                                    readonly required: boolean;
                                }[];
                                /** @description An avatar that is not here: the default one stands in for it. */
                                readonly avatarId: string | null;
                            };
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/embed-script": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What puts the chatbot on a website
         * @description As JSON; the snippet alone for who asks for `text/plain` or `text/html`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "embedId": "cb_k7m2pq3v9t5w",
                         *       "scriptUrl": "https://bots.example.com/widget.js",
                         *       "snippet": "<script src=\"https://bots.example.com/widget.js\" data-embed-id=\"cb_k7m2pq3v9t5w\" async></script>",
                         *       "pinned": {
                         *         "scriptUrl": "https://bots.example.com/widget/2f7a0c5d8b1e6f3a/widget.js",
                         *         "snippet": "<script src=\"https://bots.example.com/widget/2f7a0c5d8b1e6f3a/widget.js\" integrity=\"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC\" crossorigin=\"anonymous\" data-embed-id=\"cb_k7m2pq3v9t5w\" async></script>"
                         *       },
                         *       "allowedOrigins": [
                         *         "https://www.example.com"
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            readonly embedId: string;
                            readonly scriptUrl: string;
                            /** @description What is pasted before `</body>`. */
                            readonly snippet: string;
                            /** @description The same with a hash that browsers check: of this one release, and gone with the next. */
                            readonly pinned: {
                                readonly scriptUrl: string;
                                readonly snippet: string;
                            } | null;
                            /** @description The websites that may open the chat: of its web channel. */
                            readonly allowedOrigins: readonly string[];
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/entities": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read what the chatbot’s people name */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "entities": [
                         *         {
                         *           "name": "colour",
                         *           "kind": "list",
                         *           "entries": [
                         *             {
                         *               "value": "red",
                         *               "synonyms": [
                         *                 "crimson",
                         *                 "scarlet"
                         *               ]
                         *             }
                         *           ]
                         *         },
                         *         {
                         *           "name": "order",
                         *           "kind": "pattern",
                         *           "pattern": "AB-\\d{4}"
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            readonly entities: readonly ({
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "list";
                                /** @description Things by any of their names. A slip in a longer name is forgiven. */
                                readonly entries: readonly {
                                    readonly value: string;
                                    readonly synonyms?: readonly string[];
                                }[];
                            } | {
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "pattern";
                                /** @description A form that codes have, such as `AB-\d{4}`: letters, ., [A-Z], \d, \w, \s, ( | ), ?, *, +, {2,5}. */
                                readonly pattern: string;
                            })[];
                        };
                    };
                };
            };
        };
        /** Replace what the chatbot’s people name: lists of things and patterns of codes */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "entities": [
                     *         {
                     *           "name": "colour",
                     *           "kind": "list",
                     *           "entries": [
                     *             {
                     *               "value": "red",
                     *               "synonyms": [
                     *                 "crimson",
                     *                 "scarlet"
                     *               ]
                     *             }
                     *           ]
                     *         },
                     *         {
                     *           "name": "order",
                     *           "kind": "pattern",
                     *           "pattern": "AB-\\d{4}"
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly entities: readonly ({
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "list";
                            /** @description Things by any of their names. A slip in a longer name is forgiven. */
                            readonly entries: readonly {
                                readonly value: string;
                                readonly synonyms?: readonly string[];
                            }[];
                        } | {
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "pattern";
                            /** @description A form that codes have, such as `AB-\d{4}`: letters, ., [A-Z], \d, \w, \s, ( | ), ?, *, +, {2,5}. */
                            readonly pattern: string;
                        })[];
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "entities": [
                         *         {
                         *           "name": "colour",
                         *           "kind": "list",
                         *           "entries": [
                         *             {
                         *               "value": "red",
                         *               "synonyms": [
                         *                 "crimson",
                         *                 "scarlet"
                         *               ]
                         *             }
                         *           ]
                         *         },
                         *         {
                         *           "name": "order",
                         *           "kind": "pattern",
                         *           "pattern": "AB-\\d{4}"
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            readonly entities: readonly ({
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "list";
                                /** @description Things by any of their names. A slip in a longer name is forgiven. */
                                readonly entries: readonly {
                                    readonly value: string;
                                    readonly synonyms?: readonly string[];
                                }[];
                            } | {
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "pattern";
                                /** @description A form that codes have, such as `AB-\d{4}`: letters, ., [A-Z], \d, \w, \s, ( | ), ?, *, +, {2,5}. */
                                readonly pattern: string;
                            })[];
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/plugins": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the plugins that are installed here */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "name": "feedback",
                         *           "description": "Asks how it was.",
                         *           "schema": {
                         *             "type": "object",
                         *             "properties": {
                         *               "key": {
                         *                 "type": "string",
                         *                 "x-secret": true
                         *               }
                         *             }
                         *           },
                         *           "intents": [
                         *             "feedback"
                         *           ],
                         *           "commands": [
                         *             "feedback"
                         *           ]
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly name: string;
                                readonly description?: string;
                                /** @description JSON Schema of the settings, for a form; `x-secret` goes in and never comes out. */
                                readonly schema: {
                                    readonly [key: string]: unknown;
                                };
                                readonly intents: readonly string[];
                                readonly commands: readonly string[];
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/plugins/{name}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a plugin’s settings */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The chatbot.
                     * @example bot_k7m2p0mi5a1c8eq3v9t5w1za
                     */
                    readonly id: string;
                    /** @example feedback */
                    readonly name: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "feedback",
                         *       "enabled": true,
                         *       "settings": {},
                         *       "secretsSet": [
                         *         "key"
                         *       ],
                         *       "schema": {
                         *         "type": "object",
                         *         "properties": {
                         *           "key": {
                         *             "type": "string",
                         *             "x-secret": true
                         *           }
                         *         }
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly name: string;
                            readonly enabled: boolean;
                            /** @description Without the secrets. */
                            readonly settings: {
                                readonly [key: string]: unknown;
                            };
                            /** @description The secrets that have a value. */
                            readonly secretsSet: readonly string[];
                            /** @description JSON Schema of the settings. */
                            readonly schema: {
                                readonly [key: string]: unknown;
                            };
                        };
                    };
                };
            };
        };
        /**
         * Enable or disable a plugin and set its settings
         * @description Settings are replaced as a whole, except that a secret which is left out keeps its value.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The chatbot.
                     * @example bot_k7m2p0mi5a1c8eq3v9t5w1za
                     */
                    readonly id: string;
                    /** @example feedback */
                    readonly name: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "enabled": true,
                     *       "settings": {}
                     *     }
                     */
                    readonly "application/json": {
                        readonly enabled?: boolean;
                        readonly settings?: {
                            readonly [key: string]: unknown;
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "feedback",
                         *       "enabled": true,
                         *       "settings": {},
                         *       "secretsSet": [
                         *         "key"
                         *       ],
                         *       "schema": {
                         *         "type": "object",
                         *         "properties": {
                         *           "key": {
                         *             "type": "string",
                         *             "x-secret": true
                         *           }
                         *         }
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly name: string;
                            readonly enabled: boolean;
                            /** @description Without the secrets. */
                            readonly settings: {
                                readonly [key: string]: unknown;
                            };
                            /** @description The secrets that have a value. */
                            readonly secretsSet: readonly string[];
                            /** @description JSON Schema of the settings. */
                            readonly schema: {
                                readonly [key: string]: unknown;
                            };
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/plugins/{name}/records": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List what a plugin has kept for a chatbot: results, ratings, proofs */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                    /** @description Of the names: `rating:`. */
                    readonly prefix?: string;
                };
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The chatbot.
                     * @example bot_k7m2p0mi5a1c8eq3v9t5w1za
                     */
                    readonly id: string;
                    /** @example feedback */
                    readonly name: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "name": "rating:2026-11-20",
                         *           "value": {
                         *             "stars": 5
                         *           }
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly name: string;
                                readonly value: unknown;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/intents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a chatbot’s own intents */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "name": "opening-hours",
                         *           "title": {
                         *             "en": "Opening hours",
                         *             "de": "Öffnungszeiten"
                         *           },
                         *           "utterances": {
                         *             "en": [
                         *               "when are you open",
                         *               "opening hours",
                         *               "are you open on {day}"
                         *             ],
                         *             "de": [
                         *               "wann habt ihr offen",
                         *               "Öffnungszeiten"
                         *             ]
                         *           },
                         *           "slots": {
                         *             "day": {
                         *               "kind": "date",
                         *               "ask": {
                         *                 "en": "Which day?",
                         *                 "de": "An welchem Tag?"
                         *               },
                         *               "optional": true
                         *             }
                         *           },
                         *           "answer": {
                         *             "say": {
                         *               "en": [
                         *                 "Monday to Friday, 9 to 18 o’clock."
                         *               ],
                         *               "de": [
                         *                 "Montag bis Freitag, 9 bis 18 Uhr."
                         *               ]
                         *             }
                         *           },
                         *           "id": "in_k7m2p0mi5c3d5fx7b1m9k4ng",
                         *           "version": 1,
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "updatedAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly name: string;
                                readonly description?: string;
                                readonly title?: {
                                    readonly [key: string]: string;
                                };
                                readonly utterances: {
                                    readonly [key: string]: readonly string[];
                                };
                                readonly slots?: {
                                    readonly [key: string]: {
                                        /** @enum {string} */
                                        readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                        readonly ask: {
                                            readonly [key: string]: string;
                                        };
                                        readonly options?: readonly {
                                            readonly id: string;
                                            readonly label: {
                                                readonly [key: string]: string;
                                            };
                                        }[];
                                        readonly optional?: boolean;
                                    };
                                };
                                readonly answer: {
                                    readonly confirm?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly call?: {
                                        /** @enum {string} */
                                        readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                        readonly url: string;
                                        readonly headers?: {
                                            readonly [key: string]: string;
                                        };
                                        readonly body?: unknown;
                                        readonly refused?: {
                                            readonly [key: string]: {
                                                readonly [key: string]: string;
                                            };
                                        };
                                    };
                                    readonly say?: {
                                        readonly [key: string]: readonly string[];
                                    };
                                    /** Format: uri */
                                    readonly imageUrl?: string;
                                    readonly next?: readonly {
                                        readonly intent: string;
                                        readonly label: {
                                            readonly [key: string]: string;
                                        };
                                    }[];
                                    readonly handoff?: string;
                                };
                                readonly id: string;
                                /** @description Which of its texts it is: each new one has a higher number. */
                                readonly version: number;
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly updatedAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Teach a chatbot an intent
         * @description It is understood at once; a better understanding of all intents follows within seconds.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "opening-hours",
                     *       "title": {
                     *         "en": "Opening hours",
                     *         "de": "Öffnungszeiten"
                     *       },
                     *       "utterances": {
                     *         "en": [
                     *           "when are you open",
                     *           "opening hours",
                     *           "are you open on {day}"
                     *         ],
                     *         "de": [
                     *           "wann habt ihr offen",
                     *           "Öffnungszeiten"
                     *         ]
                     *       },
                     *       "slots": {
                     *         "day": {
                     *           "kind": "date",
                     *           "ask": {
                     *             "en": "Which day?",
                     *             "de": "An welchem Tag?"
                     *           },
                     *           "optional": true
                     *         }
                     *       },
                     *       "answer": {
                     *         "say": {
                     *           "en": [
                     *             "Monday to Friday, 9 to 18 o’clock."
                     *           ],
                     *           "de": [
                     *             "Montag bis Freitag, 9 bis 18 Uhr."
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        readonly name: string;
                        readonly description?: string;
                        readonly title?: {
                            readonly [key: string]: string;
                        };
                        readonly utterances: {
                            readonly [key: string]: readonly string[];
                        };
                        readonly slots?: {
                            readonly [key: string]: {
                                /** @enum {string} */
                                readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                readonly ask: {
                                    readonly [key: string]: string;
                                };
                                readonly options?: readonly {
                                    readonly id: string;
                                    readonly label: {
                                        readonly [key: string]: string;
                                    };
                                }[];
                                readonly optional?: boolean;
                            };
                        };
                        readonly answer: {
                            readonly confirm?: {
                                readonly [key: string]: string;
                            };
                            readonly call?: {
                                /** @enum {string} */
                                readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                readonly url: string;
                                readonly headers?: {
                                    readonly [key: string]: string;
                                };
                                readonly body?: unknown;
                                readonly refused?: {
                                    readonly [key: string]: {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly say?: {
                                readonly [key: string]: readonly string[];
                            };
                            /** Format: uri */
                            readonly imageUrl?: string;
                            readonly next?: readonly {
                                readonly intent: string;
                                readonly label: {
                                    readonly [key: string]: string;
                                };
                            }[];
                            readonly handoff?: string;
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "opening-hours",
                         *       "title": {
                         *         "en": "Opening hours",
                         *         "de": "Öffnungszeiten"
                         *       },
                         *       "utterances": {
                         *         "en": [
                         *           "when are you open",
                         *           "opening hours",
                         *           "are you open on {day}"
                         *         ],
                         *         "de": [
                         *           "wann habt ihr offen",
                         *           "Öffnungszeiten"
                         *         ]
                         *       },
                         *       "slots": {
                         *         "day": {
                         *           "kind": "date",
                         *           "ask": {
                         *             "en": "Which day?",
                         *             "de": "An welchem Tag?"
                         *           },
                         *           "optional": true
                         *         }
                         *       },
                         *       "answer": {
                         *         "say": {
                         *           "en": [
                         *             "Monday to Friday, 9 to 18 o’clock."
                         *           ],
                         *           "de": [
                         *             "Montag bis Freitag, 9 bis 18 Uhr."
                         *           ]
                         *         }
                         *       },
                         *       "id": "in_k7m2p0mi5c3d5fx7b1m9k4ng",
                         *       "version": 1,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly name: string;
                            readonly description?: string;
                            readonly title?: {
                                readonly [key: string]: string;
                            };
                            readonly utterances: {
                                readonly [key: string]: readonly string[];
                            };
                            readonly slots?: {
                                readonly [key: string]: {
                                    /** @enum {string} */
                                    readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                    readonly ask: {
                                        readonly [key: string]: string;
                                    };
                                    readonly options?: readonly {
                                        readonly id: string;
                                        readonly label: {
                                            readonly [key: string]: string;
                                        };
                                    }[];
                                    readonly optional?: boolean;
                                };
                            };
                            readonly answer: {
                                readonly confirm?: {
                                    readonly [key: string]: string;
                                };
                                readonly call?: {
                                    /** @enum {string} */
                                    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                    readonly url: string;
                                    readonly headers?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly body?: unknown;
                                    readonly refused?: {
                                        readonly [key: string]: {
                                            readonly [key: string]: string;
                                        };
                                    };
                                };
                                readonly say?: {
                                    readonly [key: string]: readonly string[];
                                };
                                /** Format: uri */
                                readonly imageUrl?: string;
                                readonly next?: readonly {
                                    readonly intent: string;
                                    readonly label: {
                                        readonly [key: string]: string;
                                    };
                                }[];
                                readonly handoff?: string;
                            };
                            readonly id: string;
                            /** @description Which of its texts it is: each new one has a higher number. */
                            readonly version: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/intents/{intentId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an intent */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The chatbot.
                     * @example bot_k7m2p0mi5a1c8eq3v9t5w1za
                     */
                    readonly id: string;
                    /** @example in_k7m2p0mi5c3d5fx7b1m9k4ng */
                    readonly intentId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "opening-hours",
                         *       "title": {
                         *         "en": "Opening hours",
                         *         "de": "Öffnungszeiten"
                         *       },
                         *       "utterances": {
                         *         "en": [
                         *           "when are you open",
                         *           "opening hours",
                         *           "are you open on {day}"
                         *         ],
                         *         "de": [
                         *           "wann habt ihr offen",
                         *           "Öffnungszeiten"
                         *         ]
                         *       },
                         *       "slots": {
                         *         "day": {
                         *           "kind": "date",
                         *           "ask": {
                         *             "en": "Which day?",
                         *             "de": "An welchem Tag?"
                         *           },
                         *           "optional": true
                         *         }
                         *       },
                         *       "answer": {
                         *         "say": {
                         *           "en": [
                         *             "Monday to Friday, 9 to 18 o’clock."
                         *           ],
                         *           "de": [
                         *             "Montag bis Freitag, 9 bis 18 Uhr."
                         *           ]
                         *         }
                         *       },
                         *       "id": "in_k7m2p0mi5c3d5fx7b1m9k4ng",
                         *       "version": 1,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly name: string;
                            readonly description?: string;
                            readonly title?: {
                                readonly [key: string]: string;
                            };
                            readonly utterances: {
                                readonly [key: string]: readonly string[];
                            };
                            readonly slots?: {
                                readonly [key: string]: {
                                    /** @enum {string} */
                                    readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                    readonly ask: {
                                        readonly [key: string]: string;
                                    };
                                    readonly options?: readonly {
                                        readonly id: string;
                                        readonly label: {
                                            readonly [key: string]: string;
                                        };
                                    }[];
                                    readonly optional?: boolean;
                                };
                            };
                            readonly answer: {
                                readonly confirm?: {
                                    readonly [key: string]: string;
                                };
                                readonly call?: {
                                    /** @enum {string} */
                                    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                    readonly url: string;
                                    readonly headers?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly body?: unknown;
                                    readonly refused?: {
                                        readonly [key: string]: {
                                            readonly [key: string]: string;
                                        };
                                    };
                                };
                                readonly say?: {
                                    readonly [key: string]: readonly string[];
                                };
                                /** Format: uri */
                                readonly imageUrl?: string;
                                readonly next?: readonly {
                                    readonly intent: string;
                                    readonly label: {
                                        readonly [key: string]: string;
                                    };
                                }[];
                                readonly handoff?: string;
                            };
                            readonly id: string;
                            /** @description Which of its texts it is: each new one has a higher number. */
                            readonly version: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        /**
         * Replace an intent
         * @description It is a new version of the chatbot, which keeps what was in force before.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The chatbot.
                     * @example bot_k7m2p0mi5a1c8eq3v9t5w1za
                     */
                    readonly id: string;
                    /** @example in_k7m2p0mi5c3d5fx7b1m9k4ng */
                    readonly intentId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "opening-hours",
                     *       "title": {
                     *         "en": "Opening hours",
                     *         "de": "Öffnungszeiten"
                     *       },
                     *       "utterances": {
                     *         "en": [
                     *           "when are you open",
                     *           "opening hours",
                     *           "are you open on {day}"
                     *         ],
                     *         "de": [
                     *           "wann habt ihr offen",
                     *           "Öffnungszeiten"
                     *         ]
                     *       },
                     *       "slots": {
                     *         "day": {
                     *           "kind": "date",
                     *           "ask": {
                     *             "en": "Which day?",
                     *             "de": "An welchem Tag?"
                     *           },
                     *           "optional": true
                     *         }
                     *       },
                     *       "answer": {
                     *         "say": {
                     *           "en": [
                     *             "Monday to Friday, 9 to 18 o’clock."
                     *           ],
                     *           "de": [
                     *             "Montag bis Freitag, 9 bis 18 Uhr."
                     *           ]
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        readonly name: string;
                        readonly description?: string;
                        readonly title?: {
                            readonly [key: string]: string;
                        };
                        readonly utterances: {
                            readonly [key: string]: readonly string[];
                        };
                        readonly slots?: {
                            readonly [key: string]: {
                                /** @enum {string} */
                                readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                readonly ask: {
                                    readonly [key: string]: string;
                                };
                                readonly options?: readonly {
                                    readonly id: string;
                                    readonly label: {
                                        readonly [key: string]: string;
                                    };
                                }[];
                                readonly optional?: boolean;
                            };
                        };
                        readonly answer: {
                            readonly confirm?: {
                                readonly [key: string]: string;
                            };
                            readonly call?: {
                                /** @enum {string} */
                                readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                readonly url: string;
                                readonly headers?: {
                                    readonly [key: string]: string;
                                };
                                readonly body?: unknown;
                                readonly refused?: {
                                    readonly [key: string]: {
                                        readonly [key: string]: string;
                                    };
                                };
                            };
                            readonly say?: {
                                readonly [key: string]: readonly string[];
                            };
                            /** Format: uri */
                            readonly imageUrl?: string;
                            readonly next?: readonly {
                                readonly intent: string;
                                readonly label: {
                                    readonly [key: string]: string;
                                };
                            }[];
                            readonly handoff?: string;
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "opening-hours",
                         *       "title": {
                         *         "en": "Opening hours",
                         *         "de": "Öffnungszeiten"
                         *       },
                         *       "utterances": {
                         *         "en": [
                         *           "when are you open",
                         *           "opening hours",
                         *           "are you open on {day}"
                         *         ],
                         *         "de": [
                         *           "wann habt ihr offen",
                         *           "Öffnungszeiten"
                         *         ]
                         *       },
                         *       "slots": {
                         *         "day": {
                         *           "kind": "date",
                         *           "ask": {
                         *             "en": "Which day?",
                         *             "de": "An welchem Tag?"
                         *           },
                         *           "optional": true
                         *         }
                         *       },
                         *       "answer": {
                         *         "say": {
                         *           "en": [
                         *             "Monday to Friday, 9 to 18 o’clock."
                         *           ],
                         *           "de": [
                         *             "Montag bis Freitag, 9 bis 18 Uhr."
                         *           ]
                         *         }
                         *       },
                         *       "id": "in_k7m2p0mi5c3d5fx7b1m9k4ng",
                         *       "version": 1,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly name: string;
                            readonly description?: string;
                            readonly title?: {
                                readonly [key: string]: string;
                            };
                            readonly utterances: {
                                readonly [key: string]: readonly string[];
                            };
                            readonly slots?: {
                                readonly [key: string]: {
                                    /** @enum {string} */
                                    readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                    readonly ask: {
                                        readonly [key: string]: string;
                                    };
                                    readonly options?: readonly {
                                        readonly id: string;
                                        readonly label: {
                                            readonly [key: string]: string;
                                        };
                                    }[];
                                    readonly optional?: boolean;
                                };
                            };
                            readonly answer: {
                                readonly confirm?: {
                                    readonly [key: string]: string;
                                };
                                readonly call?: {
                                    /** @enum {string} */
                                    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                    readonly url: string;
                                    readonly headers?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly body?: unknown;
                                    readonly refused?: {
                                        readonly [key: string]: {
                                            readonly [key: string]: string;
                                        };
                                    };
                                };
                                readonly say?: {
                                    readonly [key: string]: readonly string[];
                                };
                                /** Format: uri */
                                readonly imageUrl?: string;
                                readonly next?: readonly {
                                    readonly intent: string;
                                    readonly label: {
                                        readonly [key: string]: string;
                                    };
                                }[];
                                readonly handoff?: string;
                            };
                            readonly id: string;
                            /** @description Which of its texts it is: each new one has a higher number. */
                            readonly version: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /** Remove an intent */
        readonly delete: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The chatbot.
                     * @example bot_k7m2p0mi5a1c8eq3v9t5w1za
                     */
                    readonly id: string;
                    /** @example in_k7m2p0mi5c3d5fx7b1m9k4ng */
                    readonly intentId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/intents/{intentId}/versions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what an intent was, the newest first
         * @description Its texts in the versions of the chatbot that are kept.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The chatbot.
                     * @example bot_k7m2p0mi5a1c8eq3v9t5w1za
                     */
                    readonly id: string;
                    /** @example in_k7m2p0mi5c3d5fx7b1m9k4ng */
                    readonly intentId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "version": 1,
                         *           "madeAt": "2026-11-20T09:30:00.000Z",
                         *           "intent": {
                         *             "name": "opening-hours",
                         *             "title": {
                         *               "en": "Opening hours",
                         *               "de": "Öffnungszeiten"
                         *             },
                         *             "utterances": {
                         *               "en": [
                         *                 "when are you open",
                         *                 "opening hours",
                         *                 "are you open on {day}"
                         *               ],
                         *               "de": [
                         *                 "wann habt ihr offen",
                         *                 "Öffnungszeiten"
                         *               ]
                         *             },
                         *             "slots": {
                         *               "day": {
                         *                 "kind": "date",
                         *                 "ask": {
                         *                   "en": "Which day?",
                         *                   "de": "An welchem Tag?"
                         *                 },
                         *                 "optional": true
                         *               }
                         *             },
                         *             "answer": {
                         *               "say": {
                         *                 "en": [
                         *                   "Monday to Friday, 9 to 18 o’clock."
                         *                 ],
                         *                 "de": [
                         *                   "Montag bis Freitag, 9 bis 18 Uhr."
                         *                 ]
                         *               }
                         *             }
                         *           }
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly version: number;
                                /**
                                 * Format: date-time
                                 * @description When it came into force.
                                 */
                                readonly madeAt: string;
                                readonly intent: {
                                    readonly name: string;
                                    readonly description?: string;
                                    readonly title?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly utterances: {
                                        readonly [key: string]: readonly string[];
                                    };
                                    readonly slots?: {
                                        readonly [key: string]: {
                                            /** @enum {string} */
                                            readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                            readonly ask: {
                                                readonly [key: string]: string;
                                            };
                                            readonly options?: readonly {
                                                readonly id: string;
                                                readonly label: {
                                                    readonly [key: string]: string;
                                                };
                                            }[];
                                            readonly optional?: boolean;
                                        };
                                    };
                                    readonly answer: {
                                        readonly confirm?: {
                                            readonly [key: string]: string;
                                        };
                                        readonly call?: {
                                            /** @enum {string} */
                                            readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                            readonly url: string;
                                            readonly headers?: {
                                                readonly [key: string]: string;
                                            };
                                            readonly body?: unknown;
                                            readonly refused?: {
                                                readonly [key: string]: {
                                                    readonly [key: string]: string;
                                                };
                                            };
                                        };
                                        readonly say?: {
                                            readonly [key: string]: readonly string[];
                                        };
                                        /** Format: uri */
                                        readonly imageUrl?: string;
                                        readonly next?: readonly {
                                            readonly intent: string;
                                            readonly label: {
                                                readonly [key: string]: string;
                                            };
                                        }[];
                                        readonly handoff?: string;
                                    };
                                };
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/intents/{intentId}/versions/{version}/restore": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Bring an earlier version back, as the newest */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    /** @description What is said about the change, in the list of versions. */
                    readonly note?: string;
                };
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The chatbot.
                     * @example bot_k7m2p0mi5a1c8eq3v9t5w1za
                     */
                    readonly id: string;
                    /** @example in_k7m2p0mi5c3d5fx7b1m9k4ng */
                    readonly intentId: string;
                    /** @example 1 */
                    readonly version: number;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "name": "opening-hours",
                         *       "title": {
                         *         "en": "Opening hours",
                         *         "de": "Öffnungszeiten"
                         *       },
                         *       "utterances": {
                         *         "en": [
                         *           "when are you open",
                         *           "opening hours",
                         *           "are you open on {day}"
                         *         ],
                         *         "de": [
                         *           "wann habt ihr offen",
                         *           "Öffnungszeiten"
                         *         ]
                         *       },
                         *       "slots": {
                         *         "day": {
                         *           "kind": "date",
                         *           "ask": {
                         *             "en": "Which day?",
                         *             "de": "An welchem Tag?"
                         *           },
                         *           "optional": true
                         *         }
                         *       },
                         *       "answer": {
                         *         "say": {
                         *           "en": [
                         *             "Monday to Friday, 9 to 18 o’clock."
                         *           ],
                         *           "de": [
                         *             "Montag bis Freitag, 9 bis 18 Uhr."
                         *           ]
                         *         }
                         *       },
                         *       "id": "in_k7m2p0mi5c3d5fx7b1m9k4ng",
                         *       "version": 1,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly name: string;
                            readonly description?: string;
                            readonly title?: {
                                readonly [key: string]: string;
                            };
                            readonly utterances: {
                                readonly [key: string]: readonly string[];
                            };
                            readonly slots?: {
                                readonly [key: string]: {
                                    /** @enum {string} */
                                    readonly kind: "text" | "number" | "wholeNumber" | "date" | "moment" | "email" | "url" | "yesNo" | "choice";
                                    readonly ask: {
                                        readonly [key: string]: string;
                                    };
                                    readonly options?: readonly {
                                        readonly id: string;
                                        readonly label: {
                                            readonly [key: string]: string;
                                        };
                                    }[];
                                    readonly optional?: boolean;
                                };
                            };
                            readonly answer: {
                                readonly confirm?: {
                                    readonly [key: string]: string;
                                };
                                readonly call?: {
                                    /** @enum {string} */
                                    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
                                    readonly url: string;
                                    readonly headers?: {
                                        readonly [key: string]: string;
                                    };
                                    readonly body?: unknown;
                                    readonly refused?: {
                                        readonly [key: string]: {
                                            readonly [key: string]: string;
                                        };
                                    };
                                };
                                readonly say?: {
                                    readonly [key: string]: readonly string[];
                                };
                                /** Format: uri */
                                readonly imageUrl?: string;
                                readonly next?: readonly {
                                    readonly intent: string;
                                    readonly label: {
                                        readonly [key: string]: string;
                                    };
                                }[];
                                readonly handoff?: string;
                            };
                            readonly id: string;
                            /** @description Which of its texts it is: each new one has a higher number. */
                            readonly version: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/ai/classify-intent": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask what a chatbot would understand
         * @description Nothing is answered, and nothing is kept of it.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                     *       "text": "where is order 1234?"
                     *     }
                     */
                    readonly "application/json": {
                        readonly chatbotId: string;
                        readonly text: string;
                        /** @description IETF tag; found out where it is left out. */
                        readonly language?: string;
                        /** @description As it would be with the changes that are not in force. */
                        readonly draft?: boolean;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "intent": "track",
                         *       "plugin": "orders",
                         *       "confidence": 0.91,
                         *       "language": "en",
                         *       "entities": [
                         *         {
                         *           "kind": "number",
                         *           "text": "1234",
                         *           "start": 15,
                         *           "end": 19,
                         *           "value": 1234
                         *         }
                         *       ],
                         *       "ranking": [
                         *         {
                         *           "plugin": "orders",
                         *           "intent": "track",
                         *           "confidence": 0.91
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            /** @description null: none is clear enough to act on. */
                            readonly intent: string | null;
                            readonly plugin: string | null;
                            /** @description 0…1, of the best guess; from 0.5 on it is acted upon. */
                            readonly confidence: number;
                            readonly language: string;
                            readonly entities: readonly {
                                readonly kind: string;
                                readonly text: string;
                                readonly start: number;
                                readonly end: number;
                                readonly value: unknown;
                                readonly name?: string;
                            }[];
                            readonly ranking: readonly {
                                readonly plugin: string;
                                readonly intent: string;
                                /** @description 0…1 */
                                readonly confidence: number;
                            }[];
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/intents/evaluate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Find out how well a chatbot tells its intents apart
         * @description Every example, of the chatbot’s own intents and of its plugins, is asked about as if it had not been taught: also what is not in force yet. Takes seconds, for large chatbots half a minute.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "examples": 120,
                         *       "accuracy": 0.94,
                         *       "acting": {
                         *         "threshold": 0.5,
                         *         "right": 0.92,
                         *         "wrong": 0.02,
                         *         "unclear": 0.06
                         *       },
                         *       "intents": [
                         *         {
                         *           "plugin": "orders",
                         *           "intent": "track",
                         *           "examples": 12,
                         *           "precision": 1,
                         *           "recall": 0.92
                         *         }
                         *       ],
                         *       "confusions": [],
                         *       "overlaps": [],
                         *       "warnings": []
                         *     }
                         */
                        readonly "application/json": {
                            readonly examples: number;
                            readonly accuracy: number;
                            readonly acting: {
                                readonly threshold: number;
                                readonly right: number;
                                readonly wrong: number;
                                readonly unclear: number;
                            };
                            readonly intents: readonly {
                                readonly plugin: string;
                                readonly intent: string;
                                readonly examples: number;
                                readonly precision?: number;
                                readonly recall: number;
                            }[];
                            readonly confusions: readonly {
                                readonly expected: {
                                    readonly plugin: string;
                                    readonly intent: string;
                                };
                                readonly guessed?: {
                                    readonly plugin: string;
                                    readonly intent: string;
                                };
                                readonly count: number;
                                /** @description Some of them. */
                                readonly utterances: readonly string[];
                            }[];
                            readonly overlaps: readonly {
                                readonly between: readonly [
                                    {
                                        readonly plugin: string;
                                        readonly intent: string;
                                    },
                                    {
                                        readonly plugin: string;
                                        readonly intent: string;
                                    }
                                ];
                                readonly count: number;
                                /** @description Some of them. */
                                readonly utterances: readonly string[];
                            }[];
                            readonly warnings: readonly string[];
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/channels": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a tenant’s channels */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *           "platform": "telegram",
                         *           "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *           "name": "Support",
                         *           "status": "active",
                         *           "settings": {},
                         *           "allowFrom": "anywhere",
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "updatedAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly platform: string;
                                readonly chatbotId: string;
                                readonly name: string;
                                /** @enum {string} */
                                readonly status: "active" | "disabled" | "unauthorized";
                                readonly statusReason?: string;
                                /** @description Without the secrets. */
                                readonly settings: {
                                    readonly [key: string]: unknown;
                                };
                                /** @description Which addresses webhooks are taken from: everybody’s, those that the platform publishes, or a list of addresses and CIDRs. */
                                readonly allowFrom: ("anywhere" | "platform") | readonly string[];
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly updatedAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /** Connect a chatbot to an account on a platform */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "platform": "telegram",
                     *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                     *       "name": "Support",
                     *       "settings": {
                     *         "token": "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        readonly platform: string;
                        readonly chatbotId: string;
                        readonly name: string;
                        /**
                         * @description By platform; secrets are write-only.
                         * @default {}
                         */
                        readonly settings?: {
                            readonly [key: string]: unknown;
                        };
                        /** @description Which addresses webhooks are taken from: everybody’s, those that the platform publishes, or a list of addresses and CIDRs. */
                        readonly allowFrom?: ("anywhere" | "platform") | readonly string[];
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "platform": "telegram",
                         *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "name": "Support",
                         *       "status": "active",
                         *       "settings": {},
                         *       "allowFrom": "anywhere",
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z",
                         *       "token": "v8k2m5q9x3c7b1n4z6l0j2h5g8f3d7s1",
                         *       "webhookUrl": "https://bots.example.org/messages/receive/tenants/acme/channels/telegram/tokens/v8k2m5q9x3c7b1n4z6l0j2h5g8f3d7s1"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly platform: string;
                            readonly chatbotId: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly status: "active" | "disabled" | "unauthorized";
                            readonly statusReason?: string;
                            /** @description Without the secrets. */
                            readonly settings: {
                                readonly [key: string]: unknown;
                            };
                            /** @description Which addresses webhooks are taken from: everybody’s, those that the platform publishes, or a list of addresses and CIDRs. */
                            readonly allowFrom: ("anywhere" | "platform") | readonly string[];
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                            /** @description Shown this once. */
                            readonly token: string;
                            /** @description Where the platform calls. */
                            readonly webhookUrl: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a channel */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "platform": "telegram",
                         *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "name": "Support",
                         *       "status": "active",
                         *       "settings": {},
                         *       "allowFrom": "anywhere",
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly platform: string;
                            readonly chatbotId: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly status: "active" | "disabled" | "unauthorized";
                            readonly statusReason?: string;
                            /** @description Without the secrets. */
                            readonly settings: {
                                readonly [key: string]: unknown;
                            };
                            /** @description Which addresses webhooks are taken from: everybody’s, those that the platform publishes, or a list of addresses and CIDRs. */
                            readonly allowFrom: ("anywhere" | "platform") | readonly string[];
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        /**
         * Change a channel
         * @description A setting that is left out keeps its value.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "Support, by night"
                     *     }
                     */
                    readonly "application/json": {
                        readonly name?: string;
                        readonly chatbotId?: string;
                        /** @enum {string} */
                        readonly status?: "active" | "disabled";
                        readonly settings?: {
                            readonly [key: string]: unknown;
                        };
                        /** @description Which addresses webhooks are taken from: everybody’s, those that the platform publishes, or a list of addresses and CIDRs. */
                        readonly allowFrom?: ("anywhere" | "platform") | readonly string[];
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "platform": "telegram",
                         *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "name": "Support",
                         *       "status": "active",
                         *       "settings": {},
                         *       "allowFrom": "anywhere",
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly platform: string;
                            readonly chatbotId: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly status: "active" | "disabled" | "unauthorized";
                            readonly statusReason?: string;
                            /** @description Without the secrets. */
                            readonly settings: {
                                readonly [key: string]: unknown;
                            };
                            /** @description Which addresses webhooks are taken from: everybody’s, those that the platform publishes, or a list of addresses and CIDRs. */
                            readonly allowFrom: ("anywhere" | "platform") | readonly string[];
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /** Remove a channel */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/token": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a new receive token
         * @description The old one works for a grace time, so that the platform can be told the new URL.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "platform": "telegram",
                         *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "name": "Support",
                         *       "status": "active",
                         *       "settings": {},
                         *       "allowFrom": "anywhere",
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:00.000Z",
                         *       "token": "v8k2m5q9x3c7b1n4z6l0j2h5g8f3d7s1",
                         *       "webhookUrl": "https://bots.example.org/messages/receive/tenants/acme/channels/telegram/tokens/v8k2m5q9x3c7b1n4z6l0j2h5g8f3d7s1"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly platform: string;
                            readonly chatbotId: string;
                            readonly name: string;
                            /** @enum {string} */
                            readonly status: "active" | "disabled" | "unauthorized";
                            readonly statusReason?: string;
                            /** @description Without the secrets. */
                            readonly settings: {
                                readonly [key: string]: unknown;
                            };
                            /** @description Which addresses webhooks are taken from: everybody’s, those that the platform publishes, or a list of addresses and CIDRs. */
                            readonly allowFrom: ("anywhere" | "platform") | readonly string[];
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                            /** @description Shown this once. */
                            readonly token: string;
                            /** @description Where the platform calls. */
                            readonly webhookUrl: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/webhook": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Ask the platform where it calls */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "registered": true,
                         *       "url": "https://bots.example.org/messages/receive/…",
                         *       "pending": 0
                         *     }
                         */
                        readonly "application/json": {
                            readonly registered: boolean;
                            readonly url?: string;
                            readonly pending?: number;
                            readonly lastError?: string;
                            /** Format: date-time */
                            readonly lastErrorAt?: string;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /** Tell the platform where to call */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            /** @description Without a url: this gateway’s own. */
            readonly requestBody: {
                readonly content: {
                    /** @example {} */
                    readonly "application/json": {
                        /** Format: uri */
                        readonly url?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "registered": true,
                         *       "url": "https://bots.example.org/messages/receive/…",
                         *       "pending": 0
                         *     }
                         */
                        readonly "application/json": {
                            readonly registered: boolean;
                            readonly url?: string;
                            readonly pending?: number;
                            readonly lastError?: string;
                            /** Format: date-time */
                            readonly lastErrorAt?: string;
                        };
                    };
                };
            };
        };
        /** Make the platform call no longer */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "registered": true,
                         *       "url": "https://bots.example.org/messages/receive/…",
                         *       "pending": 0
                         *     }
                         */
                        readonly "application/json": {
                            readonly registered: boolean;
                            readonly url?: string;
                            readonly pending?: number;
                            readonly lastError?: string;
                            /** Format: date-time */
                            readonly lastErrorAt?: string;
                        };
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/manifest": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Make the manifest that the platform makes an app from */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "display_information": {
                         *         "name": "Ada"
                         *       },
                         *       "settings": {
                         *         "socket_mode_enabled": false
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly [key: string]: unknown;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/install": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Begin to install the app by the platform’s own page
         * @description Open `url` in a browser before it expires. What the platform answers becomes part of the settings.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "url": "https://slack.com/oauth/v2/authorize?client_id=…&state=…",
                         *       "expiresAt": "2026-11-20T09:30:02.180Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly url: string;
                            /** Format: date-time */
                            readonly expiresAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/pair": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Pair an account with a channel, by a picture or a code
         * @description Server-sent events: `qr {text}` to draw as a QR code, `code {code}` to type, `waiting {sentence}`, and at the end `paired {account}` or `failed {reason}`. Ends when the connection is closed. 409: it is being paired already.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "phone": "+4915123456789"
                     *     }
                     */
                    readonly "application/json": {
                        /** @description Asks for a code to type on this phone, where the platform has one, instead of a picture to scan. */
                        readonly phone?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Text */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/event-stream": string;
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List what happened on a channel lately, the newest first
         * @description Nothing of what was said is in it.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                };
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "at": "2026-11-20T09:30:00.000Z",
                         *           "direction": "in",
                         *           "kind": "message",
                         *           "status": "handled",
                         *           "conversationId": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *           "messageId": "m_k7m2p0mi5b7k9pf8j3l5e2qt",
                         *           "latencyMs": 812
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                /** Format: date-time */
                                readonly at: string;
                                /** @enum {string} */
                                readonly direction: "in" | "out";
                                /** @description message, or of an event what kind it is. */
                                readonly kind: string;
                                /**
                                 * @description In: pending, handled, kept (nothing comes of it), dead (set aside). Out: the status of the message.
                                 * @enum {string}
                                 */
                                readonly status: "pending" | "handled" | "kept" | "dead" | "queued" | "sent" | "delivered" | "read" | "failed";
                                readonly conversationId: string | null;
                                readonly messageId: string | null;
                                /** @description In: from its arrival to the end of its turn. Out: from when it was said to the platform’s answer. */
                                readonly latencyMs: number | null;
                                /** @description Tries that failed. */
                                readonly attempts?: number;
                                readonly error?: string;
                                /** @description The platform’s own name of an event that is not understood. */
                                readonly native?: string;
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read whether a channel works
         * @description `working`: nothing failed lately. `troubled`: something did, or the connection reports a problem. `stopped`: nothing is sent or heard.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "health": "troubled",
                         *       "status": "active",
                         *       "statusReason": null,
                         *       "lastInboundAt": "2026-11-02T09:00:00.000Z",
                         *       "lastOutboundAt": "2026-11-02T08:59:12.000Z",
                         *       "lastError": {
                         *         "at": "2026-11-02T09:00:01.000Z",
                         *         "sentence": "The platform could not be reached."
                         *       },
                         *       "waiting": 1,
                         *       "failed": 0
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly health: "working" | "troubled" | "stopped";
                            /** @enum {string} */
                            readonly status: "active" | "disabled" | "unauthorized";
                            readonly statusReason: string | null;
                            /** @description Null when none of the last events came in. */
                            readonly lastInboundAt: string | null;
                            /** @description When the last message was taken by the platform. */
                            readonly lastOutboundAt: string | null;
                            readonly lastError: {
                                /** Format: date-time */
                                readonly at: string;
                                readonly sentence: string;
                            } | null;
                            /** @description Of the last events and messages, those that nothing has become of yet. */
                            readonly waiting: number;
                            /** @description And those that were given up. */
                            readonly failed: number;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Try a channel out
         * @description With an address a message is sent there, by the way that every message takes: 202, and its status tells how it went. Without one the credentials are looked at, and nothing is sent.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        /** @description The platform’s own id of a chat. */
                        readonly address?: string;
                        /** @description Markdown. */
                        readonly text?: string;
                    } | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "checked": "credentials",
                         *       "by": "asked",
                         *       "message": "telegram was asked, and takes the credentials."
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly checked: "credentials";
                            /** @enum {string} */
                            readonly by: "asked" | "connected";
                            readonly message: string;
                        };
                    };
                };
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "checked": "message",
                         *       "conversationId": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "messageId": "m_k7m2p0mi5b7k9pf8j3l5e2qt",
                         *       "status": "queued"
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly checked: "message";
                            readonly conversationId: string;
                            readonly messageId: string;
                            /** @enum {string} */
                            readonly status: "queued" | "sent" | "delivered" | "read" | "failed";
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/channels/{id}/identity-secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a secret that signs who visitors are
         * @description Of a web channel. What the one before signed is believed until the setting `earlierIdentitySecret` is set to null, or the next one is made.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "secret": "n3WkqTzX0vYb7cJm2RfHs8LgPd5UeAiQo1KxVt4ZyBw"
                         *     }
                         */
                        readonly "application/json": {
                            /** @description Shown this once. It belongs on the website’s server, and never in a page. */
                            readonly secret: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Begin a conversation, or find the one that is open */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                     *       "address": "4915123456789"
                     *     }
                     */
                    readonly "application/json": {
                        readonly channelId: string;
                        /** @description The platform’s own id of a chat. */
                        readonly address: string;
                        /** @description A topic or thread inside the chat. */
                        readonly thread?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "address": {
                         *         "chat": "4915123456789"
                         *       },
                         *       "open": true,
                         *       "handoff": false,
                         *       "state": "bot",
                         *       "queue": null,
                         *       "assignee": null,
                         *       "mode": "normal",
                         *       "lastSeq": 2,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly channelId: string;
                            readonly address: {
                                readonly chat: string;
                                readonly thread?: string;
                                readonly via?: string;
                            };
                            readonly open: boolean;
                            /** @description The bot does not have it: it waits for a person, or one has it. */
                            readonly handoff: boolean;
                            /**
                             * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                             * @enum {string}
                             */
                            readonly state: "bot" | "waiting" | "human" | "ended";
                            /** @description Where it waits, or was taken from. */
                            readonly queue: string | null;
                            /** @description The id of who has it, or had it when it ended. */
                            readonly assignee: string | null;
                            /**
                             * @description What the person is in the middle of.
                             * @enum {string}
                             */
                            readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                            readonly lastSeq: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "address": {
                         *         "chat": "4915123456789"
                         *       },
                         *       "open": true,
                         *       "handoff": false,
                         *       "state": "bot",
                         *       "queue": null,
                         *       "assignee": null,
                         *       "mode": "normal",
                         *       "lastSeq": 2,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly channelId: string;
                            readonly address: {
                                readonly chat: string;
                                readonly thread?: string;
                                readonly via?: string;
                            };
                            readonly open: boolean;
                            /** @description The bot does not have it: it waits for a person, or one has it. */
                            readonly handoff: boolean;
                            /**
                             * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                             * @enum {string}
                             */
                            readonly state: "bot" | "waiting" | "human" | "ended";
                            /** @description Where it waits, or was taken from. */
                            readonly queue: string | null;
                            /** @description The id of who has it, or had it when it ended. */
                            readonly assignee: string | null;
                            /**
                             * @description What the person is in the middle of.
                             * @enum {string}
                             */
                            readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                            readonly lastSeq: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/visitor/{visitorId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List a visitor’s conversations, the latest first
         * @description A visitor’s id says nothing about its tenant: name it by `tenantCode`, unless key, header or sub-domain do.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @example acme */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path: {
                    /**
                     * @description Or the platform’s own id of a chat.
                     * @example v_3f8a6d1c9b4e2f7a0c5d8b1e6f3a9c2d
                     */
                    readonly visitorId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *           "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *           "address": {
                         *             "chat": "4915123456789"
                         *           },
                         *           "open": true,
                         *           "handoff": false,
                         *           "state": "bot",
                         *           "queue": null,
                         *           "assignee": null,
                         *           "mode": "normal",
                         *           "lastSeq": 2,
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "updatedAt": "2026-11-20T09:30:02.180Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly channelId: string;
                                readonly address: {
                                    readonly chat: string;
                                    readonly thread?: string;
                                    readonly via?: string;
                                };
                                readonly open: boolean;
                                /** @description The bot does not have it: it waits for a person, or one has it. */
                                readonly handoff: boolean;
                                /**
                                 * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                                 * @enum {string}
                                 */
                                readonly state: "bot" | "waiting" | "human" | "ended";
                                /** @description Where it waits, or was taken from. */
                                readonly queue: string | null;
                                /** @description The id of who has it, or had it when it ended. */
                                readonly assignee: string | null;
                                /**
                                 * @description What the person is in the middle of.
                                 * @enum {string}
                                 */
                                readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                                readonly lastSeq: number;
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly updatedAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/messages": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a conversation’s messages, in either direction */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                    /** @description Which come first. */
                    readonly order?: "oldest" | "newest";
                    /** @description The `seq` of a message: those after it. */
                    readonly after?: number;
                    readonly before?: number;
                };
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "m_k7m2p0mi5b7k9pf8j3l5e2q00",
                         *           "seq": 2,
                         *           "conversationId": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *           "from": "bot",
                         *           "parts": [
                         *             {
                         *               "type": "text",
                         *               "text": "Order 1234 is on its way."
                         *             }
                         *           ],
                         *           "status": "sent",
                         *           "history": [
                         *             {
                         *               "status": "sent",
                         *               "at": "2026-11-20T09:30:02.180Z"
                         *             }
                         *           ],
                         *           "timeline": [
                         *             {
                         *               "what": "queued",
                         *               "at": "2026-11-20T09:30:00.000Z",
                         *               "message": "m_k7m2p0mi5b7k9pf8j3l5e2q00"
                         *             },
                         *             {
                         *               "what": "sent",
                         *               "at": "2026-11-20T09:30:02.180Z",
                         *               "message": "m_k7m2p0mi5b7k9pf8j3l5e2q00"
                         *             }
                         *           ],
                         *           "at": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly seq: number;
                                readonly conversationId: string;
                                /** @enum {string} */
                                readonly from: "visitor" | "bot" | "agent";
                                /** @description Of a visitor’s: the contact. Of an agent’s: the account or API key, as it was called then. */
                                readonly author?: {
                                    readonly id: string;
                                    readonly name?: string;
                                };
                                readonly parts: readonly {
                                    readonly [key: string]: unknown;
                                }[];
                                /** @enum {string} */
                                readonly status: "queued" | "sent" | "delivered" | "read" | "failed";
                                /** @description The statuses that a message of ours went through after it was queued, and when. */
                                readonly history: readonly {
                                    /** @enum {string} */
                                    readonly status: "queued" | "sent" | "delivered" | "read" | "failed";
                                    /** Format: date-time */
                                    readonly at: string;
                                    readonly reason?: string;
                                }[];
                                /** @description Of what a person said: how it was understood, who answered and why, and what became of the answers. */
                                readonly timeline: readonly ({
                                    /** @enum {string} */
                                    readonly what: "accepted";
                                    /** Format: date-time */
                                    readonly at: string;
                                } | {
                                    /** @enum {string} */
                                    readonly what: "transformed";
                                    /** @enum {string} */
                                    readonly as: "speech" | "writing" | "document";
                                    readonly by: string;
                                } | {
                                    /** @enum {string} */
                                    readonly what: "understood";
                                    readonly language: string;
                                    readonly intent?: {
                                        readonly plugin: string;
                                        readonly intent: string;
                                        readonly confidence: number;
                                    };
                                    /** @description Too likely to be left out, and not clear enough. */
                                    readonly uncertain?: readonly {
                                        readonly plugin: string;
                                        readonly intent: string;
                                        readonly confidence: number;
                                    }[];
                                } | {
                                    /** @enum {string} */
                                    readonly what: "passed";
                                    /** @description `colloquy` is the gateway itself. */
                                    readonly plugin: string;
                                    /** @description `intent track`, `command help`, `dialogue`, `fallback` … */
                                    readonly handler: string;
                                    readonly reason: string;
                                } | {
                                    /** @enum {string} */
                                    readonly what: "routed";
                                    /** @description `colloquy` is the gateway itself. */
                                    readonly plugin: string;
                                    /** @description `intent track`, `command help`, `dialogue`, `fallback` … */
                                    readonly handler: string;
                                    readonly reason: string;
                                } | {
                                    /** @enum {string} */
                                    readonly what: "asked";
                                    /** @description `route`: what to do; `answer`, `plugin`, `translate` … */
                                    readonly purpose: string;
                                    readonly provider: string;
                                    readonly model: string;
                                    readonly inputTokens: number;
                                    readonly outputTokens: number;
                                    /** @description US dollars. */
                                    readonly cost: number;
                                } | {
                                    /** @enum {string} */
                                    readonly what: "handled";
                                    /** Format: date-time */
                                    readonly at?: string;
                                    /** @enum {string} */
                                    readonly outcome: "answered" | "silent" | "handoff" | "nobody";
                                    /** @description When it did not succeed at once. */
                                    readonly attempt?: number;
                                    /** @description The answers, by id. */
                                    readonly messages: readonly string[];
                                } | {
                                    /** @enum {string} */
                                    readonly what: "setAside";
                                    readonly reason: string;
                                } | {
                                    /** @enum {string} */
                                    readonly what: "delayed";
                                    readonly message: string;
                                    readonly reason: string;
                                    readonly attempts: number;
                                    /**
                                     * Format: date-time
                                     * @description When it is tried again.
                                     */
                                    readonly nextAt: string;
                                } | {
                                    /** @enum {string} */
                                    readonly what: "queued" | "sent" | "delivered" | "read" | "failed";
                                    /** Format: date-time */
                                    readonly at: string;
                                    readonly message: string;
                                    readonly reason?: string;
                                })[];
                                /** Format: date-time */
                                readonly at: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /** Say something in a conversation */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "parts": [
                     *         {
                     *           "type": "text",
                     *           "text": "A colleague will call you **today**."
                     *         }
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly parts: readonly ({
                            /** @enum {string} */
                            readonly type: "text";
                            /** @description Markdown. */
                            readonly text: string;
                        } | {
                            /** @enum {string} */
                            readonly type: "image" | "audio" | "video" | "document" | "sticker";
                            /** Format: uri */
                            readonly url?: string;
                            /** @description An id the channel’s platform knows. */
                            readonly mediaId?: string;
                            readonly mime: string;
                            readonly name?: string;
                            /** @description Markdown. */
                            readonly caption?: string;
                            readonly size?: number;
                            readonly durationMs?: number;
                        } | {
                            /** @enum {string} */
                            readonly type: "location";
                            readonly latitude: number;
                            readonly longitude: number;
                            readonly name?: string;
                            readonly address?: string;
                        } | {
                            /** @enum {string} */
                            readonly type: "contact";
                            readonly name: string;
                            readonly phones: readonly string[];
                            readonly emails: readonly string[];
                        } | {
                            /** @enum {string} */
                            readonly type: "choices";
                            /** @description Markdown. */
                            readonly text: string;
                            readonly options: readonly {
                                readonly id: string;
                                readonly label: string;
                                readonly description?: string;
                            }[];
                        } | {
                            /** @enum {string} */
                            readonly type: "card";
                            readonly title: string;
                            /** @description Markdown. */
                            readonly text?: string;
                            /** Format: uri */
                            readonly imageUrl?: string;
                            readonly options?: readonly {
                                readonly id: string;
                                readonly label: string;
                                readonly description?: string;
                            }[];
                        })[];
                        /** @description Sent again with the same key, the request makes no second message. */
                        readonly idempotencyKey?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "messageId": "m_k7m2p0mi5b7k9pf8j3l5e2q00",
                         *       "status": "queued"
                         *     }
                         */
                        readonly "application/json": {
                            readonly messageId: string;
                            /** @enum {string} */
                            readonly status: "queued" | "sent" | "delivered" | "read" | "failed";
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/end": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** End a conversation; the next message begins another */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "address": {
                         *         "chat": "4915123456789"
                         *       },
                         *       "open": true,
                         *       "handoff": false,
                         *       "state": "bot",
                         *       "queue": null,
                         *       "assignee": null,
                         *       "mode": "normal",
                         *       "lastSeq": 2,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly channelId: string;
                            readonly address: {
                                readonly chat: string;
                                readonly thread?: string;
                                readonly via?: string;
                            };
                            readonly open: boolean;
                            /** @description The bot does not have it: it waits for a person, or one has it. */
                            readonly handoff: boolean;
                            /**
                             * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                             * @enum {string}
                             */
                            readonly state: "bot" | "waiting" | "human" | "ended";
                            /** @description Where it waits, or was taken from. */
                            readonly queue: string | null;
                            /** @description The id of who has it, or had it when it ended. */
                            readonly assignee: string | null;
                            /**
                             * @description What the person is in the middle of.
                             * @enum {string}
                             */
                            readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                            readonly lastSeq: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/conversations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List or search a tenant’s conversations
         * @description A page may have fewer than `limit`, where few of those that were looked at fit: go on while there is a `nextCursor`. What is added meanwhile shifts nothing.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                    /** @description Words of one message, in any order; the last may be the beginning of one. */
                    readonly text?: string;
                    readonly contact?: string;
                    /** @example ch_k7m2p0mi5a2f4g7h2n8r4x6b */
                    readonly channelId?: string;
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly chatbotId?: string;
                    /** @description `waiting`, `human` and `bot`: open, and who has it. */
                    readonly state?: "open" | "ended" | "waiting" | "human" | "bot";
                    readonly queue?: string;
                    /** @description The id of who has it, or had it when it ended. */
                    readonly assignee?: string;
                    readonly tag?: string;
                    /** @description Something was said since; with `text`, the text was. */
                    readonly from?: string;
                    readonly to?: string;
                    /** @description By what was last said, or by when it began. With `text` the latest message with it comes first. */
                    readonly sort?: "latest" | "quietest" | "newest" | "oldest";
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *           "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *           "address": {
                         *             "chat": "4915123456789"
                         *           },
                         *           "open": true,
                         *           "handoff": false,
                         *           "state": "bot",
                         *           "queue": null,
                         *           "assignee": null,
                         *           "mode": "normal",
                         *           "lastSeq": 2,
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "updatedAt": "2026-11-20T09:30:02.180Z",
                         *           "tags": [
                         *             "refund"
                         *           ],
                         *           "contacts": [
                         *             {
                         *               "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *               "name": "Ada"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly channelId: string;
                                readonly address: {
                                    readonly chat: string;
                                    readonly thread?: string;
                                    readonly via?: string;
                                };
                                readonly open: boolean;
                                /** @description The bot does not have it: it waits for a person, or one has it. */
                                readonly handoff: boolean;
                                /**
                                 * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                                 * @enum {string}
                                 */
                                readonly state: "bot" | "waiting" | "human" | "ended";
                                /** @description Where it waits, or was taken from. */
                                readonly queue: string | null;
                                /** @description The id of who has it, or had it when it ended. */
                                readonly assignee: string | null;
                                /**
                                 * @description What the person is in the middle of.
                                 * @enum {string}
                                 */
                                readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                                readonly lastSeq: number;
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly updatedAt: string;
                                readonly tags: readonly string[];
                                /** @description Who spoke in it; 5 of them at the most. */
                                readonly contacts: readonly {
                                    readonly id: string;
                                    readonly name?: string;
                                }[];
                                /** @description With `text`: the latest message with the words. */
                                readonly excerpt?: {
                                    readonly messageId: string;
                                    readonly seq: number;
                                    /** Format: date-time */
                                    readonly at: string;
                                    readonly text: string;
                                    /** @description What was found in `text`, in UTF-16 units; `end` is the first that is not. */
                                    readonly highlights: readonly {
                                        readonly start: number;
                                        readonly end: number;
                                    }[];
                                };
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/conversations/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Be told while conversations change
         * @description Server-sent events, named like the events of webhooks (`message.received`), or `conversation.noted` and `conversation.tagged`: `{conversationId, messageId?, at}`, to read again what changed. Of several alike in a row the last may stand for all. Ends after 15 minutes, and when the reader is too slow: open it again, and read what was missed.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Text */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/event-stream": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a conversation */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "address": {
                         *         "chat": "4915123456789"
                         *       },
                         *       "open": true,
                         *       "handoff": false,
                         *       "state": "bot",
                         *       "queue": null,
                         *       "assignee": null,
                         *       "mode": "normal",
                         *       "lastSeq": 2,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z",
                         *       "tags": [
                         *         "refund"
                         *       ],
                         *       "contacts": [
                         *         {
                         *           "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *           "name": "Ada"
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly channelId: string;
                            readonly address: {
                                readonly chat: string;
                                readonly thread?: string;
                                readonly via?: string;
                            };
                            readonly open: boolean;
                            /** @description The bot does not have it: it waits for a person, or one has it. */
                            readonly handoff: boolean;
                            /**
                             * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                             * @enum {string}
                             */
                            readonly state: "bot" | "waiting" | "human" | "ended";
                            /** @description Where it waits, or was taken from. */
                            readonly queue: string | null;
                            /** @description The id of who has it, or had it when it ended. */
                            readonly assignee: string | null;
                            /**
                             * @description What the person is in the middle of.
                             * @enum {string}
                             */
                            readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                            readonly lastSeq: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                            readonly tags: readonly string[];
                            /** @description Who spoke in it; 5 of them at the most. */
                            readonly contacts: readonly {
                                readonly id: string;
                                readonly name?: string;
                            }[];
                            /** @description With `text`: the latest message with the words. */
                            readonly excerpt?: {
                                readonly messageId: string;
                                readonly seq: number;
                                /** Format: date-time */
                                readonly at: string;
                                readonly text: string;
                                /** @description What was found in `text`, in UTF-16 units; `end` is the first that is not. */
                                readonly highlights: readonly {
                                    readonly start: number;
                                    readonly end: number;
                                }[];
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/tags": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Set a conversation’s tags */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "tags": [
                     *         "refund",
                     *         "urgent"
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly tags: readonly string[];
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "address": {
                         *         "chat": "4915123456789"
                         *       },
                         *       "open": true,
                         *       "handoff": false,
                         *       "state": "bot",
                         *       "queue": null,
                         *       "assignee": null,
                         *       "mode": "normal",
                         *       "lastSeq": 2,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z",
                         *       "tags": [
                         *         "refund"
                         *       ],
                         *       "contacts": [
                         *         {
                         *           "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *           "name": "Ada"
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly channelId: string;
                            readonly address: {
                                readonly chat: string;
                                readonly thread?: string;
                                readonly via?: string;
                            };
                            readonly open: boolean;
                            /** @description The bot does not have it: it waits for a person, or one has it. */
                            readonly handoff: boolean;
                            /**
                             * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                             * @enum {string}
                             */
                            readonly state: "bot" | "waiting" | "human" | "ended";
                            /** @description Where it waits, or was taken from. */
                            readonly queue: string | null;
                            /** @description The id of who has it, or had it when it ended. */
                            readonly assignee: string | null;
                            /**
                             * @description What the person is in the middle of.
                             * @enum {string}
                             */
                            readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                            readonly lastSeq: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                            readonly tags: readonly string[];
                            /** @description Who spoke in it; 5 of them at the most. */
                            readonly contacts: readonly {
                                readonly id: string;
                                readonly name?: string;
                            }[];
                            /** @description With `text`: the latest message with the words. */
                            readonly excerpt?: {
                                readonly messageId: string;
                                readonly seq: number;
                                /** Format: date-time */
                                readonly at: string;
                                readonly text: string;
                                /** @description What was found in `text`, in UTF-16 units; `end` is the first that is not. */
                                readonly highlights: readonly {
                                    readonly start: number;
                                    readonly end: number;
                                }[];
                            };
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/tags": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the tags that conversations and contacts have */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "conversations": [
                         *         "refund",
                         *         "urgent"
                         *       ],
                         *       "contacts": [
                         *         "vip"
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            readonly conversations: readonly string[];
                            readonly contacts: readonly string[];
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/notes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a conversation’s notes, the oldest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "nt_k7m2p0mi5b8t3f6gk1b9x4we",
                         *           "text": "Paid twice; the refund is on its way.",
                         *           "author": {
                         *             "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *             "name": "Grace"
                         *           },
                         *           "at": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly text: string;
                                readonly author: {
                                    readonly id: string;
                                    readonly name: string;
                                };
                                /** Format: date-time */
                                readonly at: string;
                                /** Format: date-time */
                                readonly editedAt?: string;
                                readonly editedBy?: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /** Note something about a conversation, for the team alone */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "text": "Paid twice; the refund is on its way."
                     *     }
                     */
                    readonly "application/json": {
                        readonly text: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "nt_k7m2p0mi5b8t3f6gk1b9x4we",
                         *       "text": "Paid twice; the refund is on its way.",
                         *       "author": {
                         *         "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *         "name": "Grace"
                         *       },
                         *       "at": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly text: string;
                            readonly author: {
                                readonly id: string;
                                readonly name: string;
                            };
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly editedAt?: string;
                            readonly editedBy?: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/notes/{noteId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Change a note */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                    /** @example nt_k7m2p0mi5b8t3f6gk1b9x4we */
                    readonly noteId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "text": "Paid twice; the refund is on its way."
                     *     }
                     */
                    readonly "application/json": {
                        readonly text: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "nt_k7m2p0mi5b8t3f6gk1b9x4we",
                         *       "text": "Paid twice; the refund is on its way.",
                         *       "author": {
                         *         "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *         "name": "Grace"
                         *       },
                         *       "at": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly text: string;
                            readonly author: {
                                readonly id: string;
                                readonly name: string;
                            };
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly editedAt?: string;
                            readonly editedBy?: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /** Remove a note */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                    /** @example nt_k7m2p0mi5b8t3f6gk1b9x4we */
                    readonly noteId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/contacts": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List or search a tenant’s contacts, who was met last first
         * @description Those that were merged are one. `text` is looked for in names, addresses, numbers and attributes. A page may have fewer than `limit`: go on while there is a `nextCursor`.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                    readonly text?: string;
                    readonly tag?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *           "name": "Ada Lovelace",
                         *           "email": "ada@example.org",
                         *           "phone": "+4915123456789",
                         *           "language": "de",
                         *           "attributes": {
                         *             "customer": 4711
                         *           },
                         *           "tags": [
                         *             "vip"
                         *           ],
                         *           "identities": [
                         *             {
                         *               "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *               "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *               "userId": "4915123456789",
                         *               "name": "Ada",
                         *               "phone": "+4915123456789",
                         *               "createdAt": "2026-11-20T09:30:00.000Z"
                         *             }
                         *           ],
                         *           "claims": [
                         *             {
                         *               "kind": "phone",
                         *               "value": "+4915123456789",
                         *               "verifiedBy": "whatsapp"
                         *             }
                         *           ],
                         *           "merges": [],
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly name?: string;
                                readonly username?: string;
                                readonly email?: string;
                                readonly phone?: string;
                                readonly language?: string;
                                readonly timeZone?: string;
                                readonly attributes: {
                                    readonly [key: string]: string | number | boolean;
                                };
                                readonly tags: readonly string[];
                                readonly identities: readonly {
                                    readonly id: string;
                                    readonly channelId: string;
                                    /** @description The platform’s own id of the person. */
                                    readonly userId: string;
                                    readonly name?: string;
                                    readonly username?: string;
                                    readonly phone?: string;
                                    /** Format: date-time */
                                    readonly createdAt: string;
                                }[];
                                readonly claims: readonly {
                                    /** @enum {string} */
                                    readonly kind: "phone" | "email";
                                    readonly value: string;
                                    /** @description What proved it; without it somebody says so. */
                                    readonly verifiedBy?: string;
                                }[];
                                /** @description What holds the identities together. */
                                readonly merges: readonly {
                                    readonly id: string;
                                    readonly into: string;
                                    readonly from: string;
                                    /** Format: date-time */
                                    readonly at: string;
                                    /** @description Without it: the gateway, for the claim. */
                                    readonly by?: {
                                        readonly id: string;
                                        readonly name: string;
                                    };
                                    readonly claim?: {
                                        /** @enum {string} */
                                        readonly kind: "phone" | "email";
                                        readonly value: string;
                                        /** @description What proved it; without it somebody says so. */
                                        readonly verifiedBy?: string;
                                    };
                                }[];
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/contacts/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Read a contact
         * @description The id of a contact that was merged leads to the one that it is a part of.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ct_k7m2p0mi5b7k1hz6o4i8r2wv */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *       "name": "Ada Lovelace",
                         *       "email": "ada@example.org",
                         *       "phone": "+4915123456789",
                         *       "language": "de",
                         *       "attributes": {
                         *         "customer": 4711
                         *       },
                         *       "tags": [
                         *         "vip"
                         *       ],
                         *       "identities": [
                         *         {
                         *           "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *           "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *           "userId": "4915123456789",
                         *           "name": "Ada",
                         *           "phone": "+4915123456789",
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "claims": [
                         *         {
                         *           "kind": "phone",
                         *           "value": "+4915123456789",
                         *           "verifiedBy": "whatsapp"
                         *         }
                         *       ],
                         *       "merges": [],
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name?: string;
                            readonly username?: string;
                            readonly email?: string;
                            readonly phone?: string;
                            readonly language?: string;
                            readonly timeZone?: string;
                            readonly attributes: {
                                readonly [key: string]: string | number | boolean;
                            };
                            readonly tags: readonly string[];
                            readonly identities: readonly {
                                readonly id: string;
                                readonly channelId: string;
                                /** @description The platform’s own id of the person. */
                                readonly userId: string;
                                readonly name?: string;
                                readonly username?: string;
                                readonly phone?: string;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            readonly claims: readonly {
                                /** @enum {string} */
                                readonly kind: "phone" | "email";
                                readonly value: string;
                                /** @description What proved it; without it somebody says so. */
                                readonly verifiedBy?: string;
                            }[];
                            /** @description What holds the identities together. */
                            readonly merges: readonly {
                                readonly id: string;
                                readonly into: string;
                                readonly from: string;
                                /** Format: date-time */
                                readonly at: string;
                                /** @description Without it: the gateway, for the claim. */
                                readonly by?: {
                                    readonly id: string;
                                    readonly name: string;
                                };
                                readonly claim?: {
                                    /** @enum {string} */
                                    readonly kind: "phone" | "email";
                                    readonly value: string;
                                    /** @description What proved it; without it somebody says so. */
                                    readonly verifiedBy?: string;
                                };
                            }[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        /**
         * Change what is known of a contact
         * @description What is not named stays; null is nothing, whatever the platforms say. `tags` are all of them.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ct_k7m2p0mi5b7k1hz6o4i8r2wv */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "name": "Ada Lovelace",
                     *       "attributes": {
                     *         "customer": 4711,
                     *         "newsletter": null
                     *       },
                     *       "tags": [
                     *         "vip"
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly name?: string | null;
                        readonly email?: string | null;
                        readonly phone?: string | null;
                        readonly language?: string | null;
                        readonly timeZone?: string | null;
                        readonly attributes?: {
                            readonly [key: string]: (string | number | boolean) | null;
                        };
                        readonly tags?: readonly string[];
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *       "name": "Ada Lovelace",
                         *       "email": "ada@example.org",
                         *       "phone": "+4915123456789",
                         *       "language": "de",
                         *       "attributes": {
                         *         "customer": 4711
                         *       },
                         *       "tags": [
                         *         "vip"
                         *       ],
                         *       "identities": [
                         *         {
                         *           "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *           "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *           "userId": "4915123456789",
                         *           "name": "Ada",
                         *           "phone": "+4915123456789",
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "claims": [
                         *         {
                         *           "kind": "phone",
                         *           "value": "+4915123456789",
                         *           "verifiedBy": "whatsapp"
                         *         }
                         *       ],
                         *       "merges": [],
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name?: string;
                            readonly username?: string;
                            readonly email?: string;
                            readonly phone?: string;
                            readonly language?: string;
                            readonly timeZone?: string;
                            readonly attributes: {
                                readonly [key: string]: string | number | boolean;
                            };
                            readonly tags: readonly string[];
                            readonly identities: readonly {
                                readonly id: string;
                                readonly channelId: string;
                                /** @description The platform’s own id of the person. */
                                readonly userId: string;
                                readonly name?: string;
                                readonly username?: string;
                                readonly phone?: string;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            readonly claims: readonly {
                                /** @enum {string} */
                                readonly kind: "phone" | "email";
                                readonly value: string;
                                /** @description What proved it; without it somebody says so. */
                                readonly verifiedBy?: string;
                            }[];
                            /** @description What holds the identities together. */
                            readonly merges: readonly {
                                readonly id: string;
                                readonly into: string;
                                readonly from: string;
                                /** Format: date-time */
                                readonly at: string;
                                /** @description Without it: the gateway, for the claim. */
                                readonly by?: {
                                    readonly id: string;
                                    readonly name: string;
                                };
                                readonly claim?: {
                                    /** @enum {string} */
                                    readonly kind: "phone" | "email";
                                    readonly value: string;
                                    /** @description What proved it; without it somebody says so. */
                                    readonly verifiedBy?: string;
                                };
                            }[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /**
         * Delete everything that is kept of a person
         * @description It cannot be undone. It is carried out at once and survives a crash; ask for the erasure to see it done.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ct_k7m2p0mi5b7k1hz6o4i8r2wv */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "er_k7m2p0mi5e5a7yn2c8w6q4ud",
                         *       "state": "done",
                         *       "askedBy": "agent",
                         *       "at": "2026-11-20T09:30:00.000Z",
                         *       "doneAt": "2026-11-20T09:30:02.180Z",
                         *       "counts": {
                         *         "messages": 214,
                         *         "conversations": 3,
                         *         "contacts": 1,
                         *         "files": 5
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "running" | "done";
                            /**
                             * @description The person, somebody who answers for the tenant, a restored backup, or the days that people are kept.
                             * @enum {string}
                             */
                            readonly askedBy: "person" | "agent" | "restore" | "retention";
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly doneAt?: string;
                            /** @description Rows and files that are gone, by place. */
                            readonly counts: {
                                readonly [key: string]: number;
                            };
                        };
                    };
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/contacts/{id}/conversations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a contact’s conversations on all channels, the latest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example ct_k7m2p0mi5b7k1hz6o4i8r2wv */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *           "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *           "address": {
                         *             "chat": "4915123456789"
                         *           },
                         *           "open": true,
                         *           "handoff": false,
                         *           "state": "bot",
                         *           "queue": null,
                         *           "assignee": null,
                         *           "mode": "normal",
                         *           "lastSeq": 2,
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "updatedAt": "2026-11-20T09:30:02.180Z",
                         *           "tags": [
                         *             "refund"
                         *           ],
                         *           "contacts": [
                         *             {
                         *               "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *               "name": "Ada"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly channelId: string;
                                readonly address: {
                                    readonly chat: string;
                                    readonly thread?: string;
                                    readonly via?: string;
                                };
                                readonly open: boolean;
                                /** @description The bot does not have it: it waits for a person, or one has it. */
                                readonly handoff: boolean;
                                /**
                                 * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                                 * @enum {string}
                                 */
                                readonly state: "bot" | "waiting" | "human" | "ended";
                                /** @description Where it waits, or was taken from. */
                                readonly queue: string | null;
                                /** @description The id of who has it, or had it when it ended. */
                                readonly assignee: string | null;
                                /**
                                 * @description What the person is in the middle of.
                                 * @enum {string}
                                 */
                                readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                                readonly lastSeq: number;
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly updatedAt: string;
                                readonly tags: readonly string[];
                                /** @description Who spoke in it; 5 of them at the most. */
                                readonly contacts: readonly {
                                    readonly id: string;
                                    readonly name?: string;
                                }[];
                                /** @description With `text`: the latest message with the words. */
                                readonly excerpt?: {
                                    readonly messageId: string;
                                    readonly seq: number;
                                    /** Format: date-time */
                                    readonly at: string;
                                    readonly text: string;
                                    /** @description What was found in `text`, in UTF-16 units; `end` is the first that is not. */
                                    readonly highlights: readonly {
                                        readonly start: number;
                                        readonly end: number;
                                    }[];
                                };
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/contacts/{id}/suggestions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List who may be the same person
         * @description They have a phone number or an e-mail address in common, as somebody says or as was undone before.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ct_k7m2p0mi5b7k1hz6o4i8r2wv */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "contact": {
                         *             "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *             "name": "Ada Lovelace",
                         *             "email": "ada@example.org",
                         *             "phone": "+4915123456789",
                         *             "language": "de",
                         *             "attributes": {
                         *               "customer": 4711
                         *             },
                         *             "tags": [
                         *               "vip"
                         *             ],
                         *             "identities": [
                         *               {
                         *                 "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *                 "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *                 "userId": "4915123456789",
                         *                 "name": "Ada",
                         *                 "phone": "+4915123456789",
                         *                 "createdAt": "2026-11-20T09:30:00.000Z"
                         *               }
                         *             ],
                         *             "claims": [
                         *               {
                         *                 "kind": "phone",
                         *                 "value": "+4915123456789",
                         *                 "verifiedBy": "whatsapp"
                         *               }
                         *             ],
                         *             "merges": [],
                         *             "createdAt": "2026-11-20T09:30:00.000Z"
                         *           },
                         *           "because": [
                         *             {
                         *               "kind": "email",
                         *               "value": "ada@example.org"
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                /**
                                 * @example {
                                 *       "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                                 *       "name": "Ada Lovelace",
                                 *       "email": "ada@example.org",
                                 *       "phone": "+4915123456789",
                                 *       "language": "de",
                                 *       "attributes": {
                                 *         "customer": 4711
                                 *       },
                                 *       "tags": [
                                 *         "vip"
                                 *       ],
                                 *       "identities": [
                                 *         {
                                 *           "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                                 *           "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                                 *           "userId": "4915123456789",
                                 *           "name": "Ada",
                                 *           "phone": "+4915123456789",
                                 *           "createdAt": "2026-11-20T09:30:00.000Z"
                                 *         }
                                 *       ],
                                 *       "claims": [
                                 *         {
                                 *           "kind": "phone",
                                 *           "value": "+4915123456789",
                                 *           "verifiedBy": "whatsapp"
                                 *         }
                                 *       ],
                                 *       "merges": [],
                                 *       "createdAt": "2026-11-20T09:30:00.000Z"
                                 *     }
                                 */
                                readonly contact: {
                                    readonly id: string;
                                    readonly name?: string;
                                    readonly username?: string;
                                    readonly email?: string;
                                    readonly phone?: string;
                                    readonly language?: string;
                                    readonly timeZone?: string;
                                    readonly attributes: {
                                        readonly [key: string]: string | number | boolean;
                                    };
                                    readonly tags: readonly string[];
                                    readonly identities: readonly {
                                        readonly id: string;
                                        readonly channelId: string;
                                        /** @description The platform’s own id of the person. */
                                        readonly userId: string;
                                        readonly name?: string;
                                        readonly username?: string;
                                        readonly phone?: string;
                                        /** Format: date-time */
                                        readonly createdAt: string;
                                    }[];
                                    readonly claims: readonly {
                                        /** @enum {string} */
                                        readonly kind: "phone" | "email";
                                        readonly value: string;
                                        /** @description What proved it; without it somebody says so. */
                                        readonly verifiedBy?: string;
                                    }[];
                                    /** @description What holds the identities together. */
                                    readonly merges: readonly {
                                        readonly id: string;
                                        readonly into: string;
                                        readonly from: string;
                                        /** Format: date-time */
                                        readonly at: string;
                                        /** @description Without it: the gateway, for the claim. */
                                        readonly by?: {
                                            readonly id: string;
                                            readonly name: string;
                                        };
                                        readonly claim?: {
                                            /** @enum {string} */
                                            readonly kind: "phone" | "email";
                                            readonly value: string;
                                            /** @description What proved it; without it somebody says so. */
                                            readonly verifiedBy?: string;
                                        };
                                    }[];
                                    /** Format: date-time */
                                    readonly createdAt: string;
                                };
                                readonly because: readonly {
                                    /** @enum {string} */
                                    readonly kind: "phone" | "email";
                                    readonly value: string;
                                    /** @description What proved it; without it somebody says so. */
                                    readonly verifiedBy?: string;
                                }[];
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/contacts/{id}/merge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take two contacts for one person
         * @description This one stays, and what is known of it goes before what is known of the other.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ct_k7m2p0mi5b7k1hz6o4i8r2wv */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "contactId": "ct_k7m2p0mi5b9w2c6vr8e4n1qx"
                     *     }
                     */
                    readonly "application/json": {
                        readonly contactId: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *       "name": "Ada Lovelace",
                         *       "email": "ada@example.org",
                         *       "phone": "+4915123456789",
                         *       "language": "de",
                         *       "attributes": {
                         *         "customer": 4711
                         *       },
                         *       "tags": [
                         *         "vip"
                         *       ],
                         *       "identities": [
                         *         {
                         *           "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *           "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *           "userId": "4915123456789",
                         *           "name": "Ada",
                         *           "phone": "+4915123456789",
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "claims": [
                         *         {
                         *           "kind": "phone",
                         *           "value": "+4915123456789",
                         *           "verifiedBy": "whatsapp"
                         *         }
                         *       ],
                         *       "merges": [],
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name?: string;
                            readonly username?: string;
                            readonly email?: string;
                            readonly phone?: string;
                            readonly language?: string;
                            readonly timeZone?: string;
                            readonly attributes: {
                                readonly [key: string]: string | number | boolean;
                            };
                            readonly tags: readonly string[];
                            readonly identities: readonly {
                                readonly id: string;
                                readonly channelId: string;
                                /** @description The platform’s own id of the person. */
                                readonly userId: string;
                                readonly name?: string;
                                readonly username?: string;
                                readonly phone?: string;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            readonly claims: readonly {
                                /** @enum {string} */
                                readonly kind: "phone" | "email";
                                readonly value: string;
                                /** @description What proved it; without it somebody says so. */
                                readonly verifiedBy?: string;
                            }[];
                            /** @description What holds the identities together. */
                            readonly merges: readonly {
                                readonly id: string;
                                readonly into: string;
                                readonly from: string;
                                /** Format: date-time */
                                readonly at: string;
                                /** @description Without it: the gateway, for the claim. */
                                readonly by?: {
                                    readonly id: string;
                                    readonly name: string;
                                };
                                readonly claim?: {
                                    /** @enum {string} */
                                    readonly kind: "phone" | "email";
                                    readonly value: string;
                                    /** @description What proved it; without it somebody says so. */
                                    readonly verifiedBy?: string;
                                };
                            }[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/contacts/{id}/unmerge": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Undo a merge; both are who they were
         * @description In any order. What was said of the person since stays with the contact that is still here; what the other had before is its own again.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ct_k7m2p0mi5b7k1hz6o4i8r2wv */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "mergeId": "mg_k7m2p0mi5b9y4h7d3s5k8ttz"
                     *     }
                     */
                    readonly "application/json": {
                        readonly mergeId: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *       "name": "Ada Lovelace",
                         *       "email": "ada@example.org",
                         *       "phone": "+4915123456789",
                         *       "language": "de",
                         *       "attributes": {
                         *         "customer": 4711
                         *       },
                         *       "tags": [
                         *         "vip"
                         *       ],
                         *       "identities": [
                         *         {
                         *           "id": "ct_k7m2p0mi5b7k1hz6o4i8r2wv",
                         *           "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *           "userId": "4915123456789",
                         *           "name": "Ada",
                         *           "phone": "+4915123456789",
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "claims": [
                         *         {
                         *           "kind": "phone",
                         *           "value": "+4915123456789",
                         *           "verifiedBy": "whatsapp"
                         *         }
                         *       ],
                         *       "merges": [],
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name?: string;
                            readonly username?: string;
                            readonly email?: string;
                            readonly phone?: string;
                            readonly language?: string;
                            readonly timeZone?: string;
                            readonly attributes: {
                                readonly [key: string]: string | number | boolean;
                            };
                            readonly tags: readonly string[];
                            readonly identities: readonly {
                                readonly id: string;
                                readonly channelId: string;
                                /** @description The platform’s own id of the person. */
                                readonly userId: string;
                                readonly name?: string;
                                readonly username?: string;
                                readonly phone?: string;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            readonly claims: readonly {
                                /** @enum {string} */
                                readonly kind: "phone" | "email";
                                readonly value: string;
                                /** @description What proved it; without it somebody says so. */
                                readonly verifiedBy?: string;
                            }[];
                            /** @description What holds the identities together. */
                            readonly merges: readonly {
                                readonly id: string;
                                readonly into: string;
                                readonly from: string;
                                /** Format: date-time */
                                readonly at: string;
                                /** @description Without it: the gateway, for the claim. */
                                readonly by?: {
                                    readonly id: string;
                                    readonly name: string;
                                };
                                readonly claim?: {
                                    /** @enum {string} */
                                    readonly kind: "phone" | "email";
                                    readonly value: string;
                                    /** @description What proved it; without it somebody says so. */
                                    readonly verifiedBy?: string;
                                };
                            }[];
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/handoff": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how a tenant hands over */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "waiting": {
                         *         "minutes": 10,
                         *         "then": "wait"
                         *       },
                         *       "silence": {
                         *         "remindMinutes": 5,
                         *         "minutes": 30,
                         *         "then": "wait"
                         *       },
                         *       "idleMinutes": 720,
                         *       "failures": true,
                         *       "hours": {
                         *         "zone": "Europe/Berlin",
                         *         "week": {
                         *           "mon": [
                         *             {
                         *               "from": "09:00",
                         *               "to": "18:00"
                         *             }
                         *           ],
                         *           "sat": [
                         *             {
                         *               "from": "10:00",
                         *               "to": "14:00"
                         *             }
                         *           ]
                         *         },
                         *         "exceptions": [
                         *           {
                         *             "date": "2026-12-25",
                         *             "open": []
                         *           }
                         *         ]
                         *       },
                         *       "whenClosed": "message",
                         *       "queues": [
                         *         {
                         *           "name": "sales",
                         *           "hours": {
                         *             "zone": "Europe/Berlin",
                         *             "week": {
                         *               "mon": [
                         *                 {
                         *                   "from": "10:00",
                         *                   "to": "16:00"
                         *                 }
                         *               ]
                         *             }
                         *           }
                         *         }
                         *       ],
                         *       "says": {
                         *         "handedOver": {
                         *           "en": "One moment, a colleague will be with you."
                         *         }
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly waiting: {
                                /** @description null: never. */
                                readonly minutes: number | null;
                                /** @enum {string} */
                                readonly then: "wait" | "bot";
                            };
                            readonly silence: {
                                /** @description null: never. */
                                readonly remindMinutes: number | null;
                                /** @description null: never. */
                                readonly minutes: number | null;
                                /** @enum {string} */
                                readonly then: "wait" | "bot";
                            };
                            /** @description null: never. */
                            readonly idleMinutes: number | null;
                            readonly failures: boolean;
                            readonly hours?: {
                                /** @description The time zone whose clock is meant: Europe/Berlin. */
                                readonly zone: string;
                                /** @description A weekday that is not named is closed. */
                                readonly week: {
                                    readonly [key: string]: readonly {
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                                /** @description Days that are not as their weekday says; without spans nobody is there. */
                                readonly exceptions?: readonly {
                                    /** Format: date */
                                    readonly date: string;
                                    readonly open: readonly {
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                }[];
                            };
                            /** @enum {string} */
                            readonly whenClosed: "message" | "email" | "bot";
                            readonly queues: readonly {
                                readonly name: string;
                                readonly members?: readonly string[];
                                readonly hours?: {
                                    /** @description The time zone whose clock is meant: Europe/Berlin. */
                                    readonly zone: string;
                                    /** @description A weekday that is not named is closed. */
                                    readonly week: {
                                        readonly [key: string]: readonly {
                                            readonly from: string;
                                            readonly to: string;
                                        }[];
                                    };
                                    /** @description Days that are not as their weekday says; without spans nobody is there. */
                                    readonly exceptions?: readonly {
                                        /** Format: date */
                                        readonly date: string;
                                        readonly open: readonly {
                                            readonly from: string;
                                            readonly to: string;
                                        }[];
                                    }[];
                                };
                            }[];
                            readonly says: {
                                readonly [key: string]: {
                                    readonly [key: string]: string;
                                };
                            };
                        };
                    };
                };
            };
        };
        /**
         * Set how a tenant hands over
         * @description The whole of it: what is left out is as the gateway does it by itself.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "waiting": {
                     *         "minutes": 10,
                     *         "then": "wait"
                     *       },
                     *       "silence": {
                     *         "remindMinutes": 5,
                     *         "minutes": 30,
                     *         "then": "wait"
                     *       },
                     *       "idleMinutes": 720,
                     *       "failures": true,
                     *       "hours": {
                     *         "zone": "Europe/Berlin",
                     *         "week": {
                     *           "mon": [
                     *             {
                     *               "from": "09:00",
                     *               "to": "18:00"
                     *             }
                     *           ],
                     *           "sat": [
                     *             {
                     *               "from": "10:00",
                     *               "to": "14:00"
                     *             }
                     *           ]
                     *         },
                     *         "exceptions": [
                     *           {
                     *             "date": "2026-12-25",
                     *             "open": []
                     *           }
                     *         ]
                     *       },
                     *       "whenClosed": "message",
                     *       "queues": [
                     *         {
                     *           "name": "sales",
                     *           "hours": {
                     *             "zone": "Europe/Berlin",
                     *             "week": {
                     *               "mon": [
                     *                 {
                     *                   "from": "10:00",
                     *                   "to": "16:00"
                     *                 }
                     *               ]
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "says": {
                     *         "handedOver": {
                     *           "en": "One moment, a colleague will be with you."
                     *         }
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        /**
                         * @description How long nobody may take a conversation before the person is told; then it waits on, or the bot goes on.
                         * @default {
                         *       "minutes": 15,
                         *       "then": "wait"
                         *     }
                         */
                        readonly waiting?: {
                            /** @description null: never. */
                            readonly minutes: number | null;
                            /** @enum {string} */
                            readonly then: "wait" | "bot";
                        };
                        /**
                         * @description How long somebody may be left without an answer: until a reminder, and until others may take it or the bot goes on.
                         * @default {
                         *       "remindMinutes": 5,
                         *       "minutes": 60,
                         *       "then": "wait"
                         *     }
                         */
                        readonly silence?: {
                            /** @description null: never. */
                            readonly remindMinutes: number | null;
                            /** @description null: never. */
                            readonly minutes: number | null;
                            /** @enum {string} */
                            readonly then: "wait" | "bot";
                        };
                        /**
                         * @description How long the person may be silent before the conversation ends.
                         * @default 1440
                         */
                        readonly idleMinutes?: number | null;
                        /**
                         * @description Whether people get what the bot cannot answer.
                         * @default true
                         */
                        readonly failures?: boolean;
                        /** @description When people are there. Left out: always. */
                        readonly hours?: {
                            /** @description The time zone whose clock is meant: Europe/Berlin. */
                            readonly zone: string;
                            /** @description A weekday that is not named is closed. */
                            readonly week: {
                                readonly [key: string]: readonly {
                                    readonly from: string;
                                    readonly to: string;
                                }[];
                            };
                            /** @description Days that are not as their weekday says; without spans nobody is there. */
                            readonly exceptions?: readonly {
                                /** Format: date */
                                readonly date: string;
                                readonly open: readonly {
                                    readonly from: string;
                                    readonly to: string;
                                }[];
                            }[];
                        };
                        /**
                         * @description What comes of a request when nobody is there: it is kept, kept with an e-mail address, or the bot goes on.
                         * @default message
                         * @enum {string}
                         */
                        readonly whenClosed?: "message" | "email" | "bot";
                        /** @default [] */
                        readonly queues?: readonly {
                            readonly name: string;
                            /** @description Ids of the people who take from it. Left out: everybody. */
                            readonly members?: readonly string[];
                            /** @description Left out: the tenant’s. */
                            readonly hours?: {
                                /** @description The time zone whose clock is meant: Europe/Berlin. */
                                readonly zone: string;
                                /** @description A weekday that is not named is closed. */
                                readonly week: {
                                    readonly [key: string]: readonly {
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                                /** @description Days that are not as their weekday says; without spans nobody is there. */
                                readonly exceptions?: readonly {
                                    /** Format: date */
                                    readonly date: string;
                                    readonly open: readonly {
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                }[];
                            };
                        }[];
                        /**
                         * @description Sentences in the tenant’s own words, by language; `{opens}` in `closed` is when people are back.
                         * @default {}
                         */
                        readonly says?: {
                            readonly [key: string]: {
                                readonly [key: string]: string;
                            };
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "waiting": {
                         *         "minutes": 10,
                         *         "then": "wait"
                         *       },
                         *       "silence": {
                         *         "remindMinutes": 5,
                         *         "minutes": 30,
                         *         "then": "wait"
                         *       },
                         *       "idleMinutes": 720,
                         *       "failures": true,
                         *       "hours": {
                         *         "zone": "Europe/Berlin",
                         *         "week": {
                         *           "mon": [
                         *             {
                         *               "from": "09:00",
                         *               "to": "18:00"
                         *             }
                         *           ],
                         *           "sat": [
                         *             {
                         *               "from": "10:00",
                         *               "to": "14:00"
                         *             }
                         *           ]
                         *         },
                         *         "exceptions": [
                         *           {
                         *             "date": "2026-12-25",
                         *             "open": []
                         *           }
                         *         ]
                         *       },
                         *       "whenClosed": "message",
                         *       "queues": [
                         *         {
                         *           "name": "sales",
                         *           "hours": {
                         *             "zone": "Europe/Berlin",
                         *             "week": {
                         *               "mon": [
                         *                 {
                         *                   "from": "10:00",
                         *                   "to": "16:00"
                         *                 }
                         *               ]
                         *             }
                         *           }
                         *         }
                         *       ],
                         *       "says": {
                         *         "handedOver": {
                         *           "en": "One moment, a colleague will be with you."
                         *         }
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly waiting: {
                                /** @description null: never. */
                                readonly minutes: number | null;
                                /** @enum {string} */
                                readonly then: "wait" | "bot";
                            };
                            readonly silence: {
                                /** @description null: never. */
                                readonly remindMinutes: number | null;
                                /** @description null: never. */
                                readonly minutes: number | null;
                                /** @enum {string} */
                                readonly then: "wait" | "bot";
                            };
                            /** @description null: never. */
                            readonly idleMinutes: number | null;
                            readonly failures: boolean;
                            readonly hours?: {
                                /** @description The time zone whose clock is meant: Europe/Berlin. */
                                readonly zone: string;
                                /** @description A weekday that is not named is closed. */
                                readonly week: {
                                    readonly [key: string]: readonly {
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                };
                                /** @description Days that are not as their weekday says; without spans nobody is there. */
                                readonly exceptions?: readonly {
                                    /** Format: date */
                                    readonly date: string;
                                    readonly open: readonly {
                                        readonly from: string;
                                        readonly to: string;
                                    }[];
                                }[];
                            };
                            /** @enum {string} */
                            readonly whenClosed: "message" | "email" | "bot";
                            readonly queues: readonly {
                                readonly name: string;
                                readonly members?: readonly string[];
                                readonly hours?: {
                                    /** @description The time zone whose clock is meant: Europe/Berlin. */
                                    readonly zone: string;
                                    /** @description A weekday that is not named is closed. */
                                    readonly week: {
                                        readonly [key: string]: readonly {
                                            readonly from: string;
                                            readonly to: string;
                                        }[];
                                    };
                                    /** @description Days that are not as their weekday says; without spans nobody is there. */
                                    readonly exceptions?: readonly {
                                        /** Format: date */
                                        readonly date: string;
                                        readonly open: readonly {
                                            readonly from: string;
                                            readonly to: string;
                                        }[];
                                    }[];
                                };
                            }[];
                            readonly says: {
                                readonly [key: string]: {
                                    readonly [key: string]: string;
                                };
                            };
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/queues": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a tenant’s queues with what waits in them */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "queue": "default",
                         *           "members": null,
                         *           "open": true,
                         *           "opensAt": null,
                         *           "waiting": 1,
                         *           "taken": 3,
                         *           "oldestAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly queue: string;
                                /** @description null: everybody may take from it. */
                                readonly members: readonly string[] | null;
                                /** @description Whether somebody is there now. */
                                readonly open: boolean;
                                /** @description When somebody is there again, where it is known. */
                                readonly opensAt: string | null;
                                /** @description Conversations that nobody has taken yet. */
                                readonly waiting: number;
                                readonly taken: number;
                                /** @description Since when the first of those that wait does. */
                                readonly oldestAt: string | null;
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/handoff": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Hand a conversation to a human, or back to the bot
         * @description A person who calls takes it over themselves. Handed back, the bot has forgotten what it was in the middle of.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "to": "human"
                     *     }
                     */
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly to: "human" | "bot";
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "address": {
                         *         "chat": "4915123456789"
                         *       },
                         *       "open": true,
                         *       "handoff": false,
                         *       "state": "bot",
                         *       "queue": null,
                         *       "assignee": null,
                         *       "mode": "normal",
                         *       "lastSeq": 2,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly channelId: string;
                            readonly address: {
                                readonly chat: string;
                                readonly thread?: string;
                                readonly via?: string;
                            };
                            readonly open: boolean;
                            /** @description The bot does not have it: it waits for a person, or one has it. */
                            readonly handoff: boolean;
                            /**
                             * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                             * @enum {string}
                             */
                            readonly state: "bot" | "waiting" | "human" | "ended";
                            /** @description Where it waits, or was taken from. */
                            readonly queue: string | null;
                            /** @description The id of who has it, or had it when it ended. */
                            readonly assignee: string | null;
                            /**
                             * @description What the person is in the middle of.
                             * @enum {string}
                             */
                            readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                            readonly lastSeq: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/claim": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Take a conversation that nobody else has
         * @description Of two who claim it at once one has it, and the other hears so: 409.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "address": {
                         *         "chat": "4915123456789"
                         *       },
                         *       "open": true,
                         *       "handoff": false,
                         *       "state": "bot",
                         *       "queue": null,
                         *       "assignee": null,
                         *       "mode": "normal",
                         *       "lastSeq": 2,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly channelId: string;
                            readonly address: {
                                readonly chat: string;
                                readonly thread?: string;
                                readonly via?: string;
                            };
                            readonly open: boolean;
                            /** @description The bot does not have it: it waits for a person, or one has it. */
                            readonly handoff: boolean;
                            /**
                             * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                             * @enum {string}
                             */
                            readonly state: "bot" | "waiting" | "human" | "ended";
                            /** @description Where it waits, or was taken from. */
                            readonly queue: string | null;
                            /** @description The id of who has it, or had it when it ended. */
                            readonly assignee: string | null;
                            /**
                             * @description What the person is in the middle of.
                             * @enum {string}
                             */
                            readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                            readonly lastSeq: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/assignment": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /**
         * Give a conversation to somebody, or to a queue
         * @description With `userId: null` it waits in its queue again, or in the one that is named.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly userId?: string | null;
                        readonly queue?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                         *       "address": {
                         *         "chat": "4915123456789"
                         *       },
                         *       "open": true,
                         *       "handoff": false,
                         *       "state": "bot",
                         *       "queue": null,
                         *       "assignee": null,
                         *       "mode": "normal",
                         *       "lastSeq": 2,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly channelId: string;
                            readonly address: {
                                readonly chat: string;
                                readonly thread?: string;
                                readonly via?: string;
                            };
                            readonly open: boolean;
                            /** @description The bot does not have it: it waits for a person, or one has it. */
                            readonly handoff: boolean;
                            /**
                             * @description Who has it; `waiting`: a person was asked for, and nobody has come yet.
                             * @enum {string}
                             */
                            readonly state: "bot" | "waiting" | "human" | "ended";
                            /** @description Where it waits, or was taken from. */
                            readonly queue: string | null;
                            /** @description The id of who has it, or had it when it ended. */
                            readonly assignee: string | null;
                            /**
                             * @description What the person is in the middle of.
                             * @enum {string}
                             */
                            readonly mode: "normal" | "menu" | "form" | "assessment" | "workflow";
                            readonly lastSeq: number;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/conversations/{id}/handoffs": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List who had a conversation, the latest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example cv_k7m2p0mi5b7k2ma4d6s1y9uc */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "7",
                         *           "at": "2026-11-20T09:30:00.000Z",
                         *           "from": "waiting",
                         *           "to": "human",
                         *           "why": "claimed",
                         *           "by": {
                         *             "kind": "user",
                         *             "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *             "name": "Ada King"
                         *           },
                         *           "queue": "default",
                         *           "agent": {
                         *             "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *             "name": "Ada King"
                         *           }
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                /** Format: date-time */
                                readonly at: string;
                                /** @enum {string} */
                                readonly from: "bot" | "waiting" | "human" | "ended";
                                /** @enum {string} */
                                readonly to: "bot" | "waiting" | "human" | "ended";
                                /** @enum {string} */
                                readonly why: "asked" | "botFailed" | "emailLeft" | "claimed" | "assigned" | "posted" | "handedOver" | "queued" | "handedBack" | "nobodyCame" | "agentSilent" | "visitorSilent" | "ended";
                                /** @description `account`: somebody who answered from the bot’s own account, on the phone for example. */
                                readonly by: {
                                    /** @enum {string} */
                                    readonly kind: "user" | "api-key" | "plugin" | "visitor" | "account" | "gateway";
                                    readonly id?: string;
                                    readonly name?: string;
                                };
                                readonly queue: string;
                                readonly agent?: {
                                    readonly id: string;
                                    readonly name: string;
                                };
                                /** @description What failed, where the bot could not answer. */
                                readonly cause?: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/dead-letters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List what was set aside, with the reasons */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "dl_k7m2p0mi5e4t8wd3f9q7n1xm",
                         *           "side": "outbox",
                         *           "conversationId": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *           "reason": "telegram refused it: Forbidden: bot was blocked by the user",
                         *           "at": "2026-11-20T09:30:00.000Z",
                         *           "content": {
                         *             "parts": [
                         *               {
                         *                 "type": "text",
                         *                 "text": "Order 1234 is on its way."
                         *               }
                         *             ]
                         *           }
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                /**
                                 * @description inbox: it could not be handled; outbox: it could not be sent.
                                 * @enum {string}
                                 */
                                readonly side: "inbox" | "outbox";
                                readonly conversationId: string | null;
                                readonly reason: string;
                                /** Format: date-time */
                                readonly at: string;
                                /** Format: date-time */
                                readonly replayedAt?: string;
                                readonly content: unknown;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/dead-letters/{id}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Put a dead letter back to the end of its conversation */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example dl_k7m2p0mi5e4t8wd3f9q7n1xm */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "dl_k7m2p0mi5e4t8wd3f9q7n1xm",
                         *       "side": "outbox",
                         *       "conversationId": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *       "reason": "telegram refused it: Forbidden: bot was blocked by the user",
                         *       "at": "2026-11-20T09:30:00.000Z",
                         *       "content": {
                         *         "parts": [
                         *           {
                         *             "type": "text",
                         *             "text": "Order 1234 is on its way."
                         *           }
                         *         ]
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /**
                             * @description inbox: it could not be handled; outbox: it could not be sent.
                             * @enum {string}
                             */
                            readonly side: "inbox" | "outbox";
                            readonly conversationId: string | null;
                            readonly reason: string;
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly replayedAt?: string;
                            readonly content: unknown;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/erasures": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List erasures, the newest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "er_k7m2p0mi5e5a7yn2c8w6q4ud",
                         *           "state": "done",
                         *           "askedBy": "agent",
                         *           "at": "2026-11-20T09:30:00.000Z",
                         *           "doneAt": "2026-11-20T09:30:02.180Z",
                         *           "counts": {
                         *             "messages": 214,
                         *             "conversations": 3,
                         *             "contacts": 1,
                         *             "files": 5
                         *           }
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                /** @enum {string} */
                                readonly state: "running" | "done";
                                /**
                                 * @description The person, somebody who answers for the tenant, a restored backup, or the days that people are kept.
                                 * @enum {string}
                                 */
                                readonly askedBy: "person" | "agent" | "restore" | "retention";
                                /** Format: date-time */
                                readonly at: string;
                                /** Format: date-time */
                                readonly doneAt?: string;
                                /** @description Rows and files that are gone, by place. */
                                readonly counts: {
                                    readonly [key: string]: number;
                                };
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Delete everything that is kept of whoever has an id on a channel
         * @description For people who are no contact: to whom something was said who never answered.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "channelId": "ch_k7m2p0mi5a2f4g7h2n8r4x6b",
                     *       "userId": "491701234567"
                     *     }
                     */
                    readonly "application/json": {
                        readonly channelId: string;
                        /** @description The platform’s own id of the person. */
                        readonly userId: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "er_k7m2p0mi5e5a7yn2c8w6q4ud",
                         *       "state": "done",
                         *       "askedBy": "agent",
                         *       "at": "2026-11-20T09:30:00.000Z",
                         *       "doneAt": "2026-11-20T09:30:02.180Z",
                         *       "counts": {
                         *         "messages": 214,
                         *         "conversations": 3,
                         *         "contacts": 1,
                         *         "files": 5
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "running" | "done";
                            /**
                             * @description The person, somebody who answers for the tenant, a restored backup, or the days that people are kept.
                             * @enum {string}
                             */
                            readonly askedBy: "person" | "agent" | "restore" | "retention";
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly doneAt?: string;
                            /** @description Rows and files that are gone, by place. */
                            readonly counts: {
                                readonly [key: string]: number;
                            };
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/erasures/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read how far an erasure is */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example er_k7m2p0mi5e5a7yn2c8w6q4ud */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "er_k7m2p0mi5e5a7yn2c8w6q4ud",
                         *       "state": "done",
                         *       "askedBy": "agent",
                         *       "at": "2026-11-20T09:30:00.000Z",
                         *       "doneAt": "2026-11-20T09:30:02.180Z",
                         *       "counts": {
                         *         "messages": 214,
                         *         "conversations": 3,
                         *         "contacts": 1,
                         *         "files": 5
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @enum {string} */
                            readonly state: "running" | "done";
                            /**
                             * @description The person, somebody who answers for the tenant, a restored backup, or the days that people are kept.
                             * @enum {string}
                             */
                            readonly askedBy: "person" | "agent" | "restore" | "retention";
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly doneAt?: string;
                            /** @description Rows and files that are gone, by place. */
                            readonly counts: {
                                readonly [key: string]: number;
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/contacts/{id}/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a copy of everything that is kept of a person
         * @description A ZIP archive with JSON Lines and media, described in docs/reference/export.md. Ask for the export until it is ready.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ct_k7m2p0mi5b7k1hz6o4i8r2wv */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ex_k7m2p0mi5e6b1rk9h3s5t7zp",
                         *       "kind": "contact",
                         *       "state": "ready",
                         *       "bytes": 48213,
                         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "at": "2026-11-20T09:30:00.000Z",
                         *       "expiresAt": "2026-11-21T09:30:02.000Z",
                         *       "url": "https://gateway.example/exports/ex_k7m2p0mi5e6b1rk9h3s5t7zp/file?exp=1795253402&sig=PyC9…"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "contact" | "tenant";
                            /**
                             * @description gone: expired, removed, or somebody in it was erased.
                             * @enum {string}
                             */
                            readonly state: "running" | "ready" | "failed" | "gone";
                            readonly bytes?: number;
                            /** @description Of the archive, hex. */
                            readonly sha256?: string;
                            readonly error?: string;
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly expiresAt?: string;
                            /** @description Whoever has it may load the archive until it expires. It takes ranges: a load that broke off goes on. */
                            readonly url?: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/export": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make a copy of everything that a tenant has, without secrets
         * @description A ZIP archive with JSON Lines and media, described in docs/reference/export.md. Ask for the export until it is ready.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ex_k7m2p0mi5e6b1rk9h3s5t7zp",
                         *       "kind": "contact",
                         *       "state": "ready",
                         *       "bytes": 48213,
                         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "at": "2026-11-20T09:30:00.000Z",
                         *       "expiresAt": "2026-11-21T09:30:02.000Z",
                         *       "url": "https://gateway.example/exports/ex_k7m2p0mi5e6b1rk9h3s5t7zp/file?exp=1795253402&sig=PyC9…"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "contact" | "tenant";
                            /**
                             * @description gone: expired, removed, or somebody in it was erased.
                             * @enum {string}
                             */
                            readonly state: "running" | "ready" | "failed" | "gone";
                            readonly bytes?: number;
                            /** @description Of the archive, hex. */
                            readonly sha256?: string;
                            readonly error?: string;
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly expiresAt?: string;
                            /** @description Whoever has it may load the archive until it expires. It takes ranges: a load that broke off goes on. */
                            readonly url?: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/exports": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List copies, the newest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "ex_k7m2p0mi5e6b1rk9h3s5t7zp",
                         *           "kind": "contact",
                         *           "state": "ready",
                         *           "bytes": 48213,
                         *           "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *           "at": "2026-11-20T09:30:00.000Z",
                         *           "expiresAt": "2026-11-21T09:30:02.000Z",
                         *           "url": "https://gateway.example/exports/ex_k7m2p0mi5e6b1rk9h3s5t7zp/file?exp=1795253402&sig=PyC9…"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "contact" | "tenant";
                                /**
                                 * @description gone: expired, removed, or somebody in it was erased.
                                 * @enum {string}
                                 */
                                readonly state: "running" | "ready" | "failed" | "gone";
                                readonly bytes?: number;
                                /** @description Of the archive, hex. */
                                readonly sha256?: string;
                                readonly error?: string;
                                /** Format: date-time */
                                readonly at: string;
                                /** Format: date-time */
                                readonly expiresAt?: string;
                                /** @description Whoever has it may load the archive until it expires. It takes ranges: a load that broke off goes on. */
                                readonly url?: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/exports/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read whether a copy is ready, and where */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ex_k7m2p0mi5e6b1rk9h3s5t7zp */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "ex_k7m2p0mi5e6b1rk9h3s5t7zp",
                         *       "kind": "contact",
                         *       "state": "ready",
                         *       "bytes": 48213,
                         *       "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                         *       "at": "2026-11-20T09:30:00.000Z",
                         *       "expiresAt": "2026-11-21T09:30:02.000Z",
                         *       "url": "https://gateway.example/exports/ex_k7m2p0mi5e6b1rk9h3s5t7zp/file?exp=1795253402&sig=PyC9…"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "contact" | "tenant";
                            /**
                             * @description gone: expired, removed, or somebody in it was erased.
                             * @enum {string}
                             */
                            readonly state: "running" | "ready" | "failed" | "gone";
                            readonly bytes?: number;
                            /** @description Of the archive, hex. */
                            readonly sha256?: string;
                            readonly error?: string;
                            /** Format: date-time */
                            readonly at: string;
                            /** Format: date-time */
                            readonly expiresAt?: string;
                            /** @description Whoever has it may load the archive until it expires. It takes ranges: a load that broke off goes on. */
                            readonly url?: string;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        /** Remove a copy before it expires */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example ex_k7m2p0mi5e6b1rk9h3s5t7zp */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/retention": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read for how many days what is kept */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "conversations": 365,
                         *       "media": 90,
                         *       "deadLetters": 30,
                         *       "audit": 730
                         *     }
                         */
                        readonly "application/json": {
                            /** @description What was said: messages, and conversations in which nothing was said since. */
                            readonly conversations?: number;
                            /** @description People of whom nothing was heard since, with everything of theirs. */
                            readonly contacts?: number;
                            /** @description Files that people sent, and what was read in them. */
                            readonly media?: number;
                            /** @description What people asked documents. */
                            readonly questions?: number;
                            /** @description What webhooks were told. Thirty days at the most, whatever is said. */
                            readonly webhookDeliveries?: number;
                            /** @description What was set aside. */
                            readonly deadLetters?: number;
                            /** @description Entries of the audit log; their hashes stay. */
                            readonly audit?: number;
                        };
                    };
                };
            };
        };
        /**
         * Set for how many days what is kept
         * @description All of it: what is left out is kept until somebody removes it. What is past its days goes within minutes.
         */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "conversations": 365,
                     *       "media": 90,
                     *       "deadLetters": 30,
                     *       "audit": 730
                     *     }
                     */
                    readonly "application/json": {
                        /** @description What was said: messages, and conversations in which nothing was said since. */
                        readonly conversations?: number;
                        /** @description People of whom nothing was heard since, with everything of theirs. */
                        readonly contacts?: number;
                        /** @description Files that people sent, and what was read in them. */
                        readonly media?: number;
                        /** @description What people asked documents. */
                        readonly questions?: number;
                        /** @description What webhooks were told. Thirty days at the most, whatever is said. */
                        readonly webhookDeliveries?: number;
                        /** @description What was set aside. */
                        readonly deadLetters?: number;
                        /** @description Entries of the audit log; their hashes stay. */
                        readonly audit?: number;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "conversations": 365,
                         *       "media": 90,
                         *       "deadLetters": 30,
                         *       "audit": 730
                         *     }
                         */
                        readonly "application/json": {
                            /** @description What was said: messages, and conversations in which nothing was said since. */
                            readonly conversations?: number;
                            /** @description People of whom nothing was heard since, with everything of theirs. */
                            readonly contacts?: number;
                            /** @description Files that people sent, and what was read in them. */
                            readonly media?: number;
                            /** @description What people asked documents. */
                            readonly questions?: number;
                            /** @description What webhooks were told. Thirty days at the most, whatever is said. */
                            readonly webhookDeliveries?: number;
                            /** @description What was set aside. */
                            readonly deadLetters?: number;
                            /** @description Entries of the audit log; their hashes stay. */
                            readonly audit?: number;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/webhooks": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a tenant’s webhooks */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "wh_k7m2p0mi5f6u3ek5j2v8b4la",
                         *           "url": "https://acme.example/hooks/colloquy",
                         *           "events": [
                         *             "message.received",
                         *             "conversation.handed_over"
                         *           ],
                         *           "enabled": true,
                         *           "disabledReason": null,
                         *           "failingSince": null,
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly url: string;
                                /** @description null: all of them. */
                                readonly events: readonly ("message.received" | "message.said" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "conversation.started" | "conversation.ended" | "conversation.handed_over" | "conversation.queued" | "conversation.taken" | "conversation.email_left" | "conversation.unattended" | "conversation.agent_reminded" | "conversation.handed_back" | "dead_letter.added" | "contact.erased" | "limit.near" | "limit.reached")[] | null;
                                readonly enabled: boolean;
                                readonly disabledReason: string | null;
                                readonly failingSince: string | null;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            readonly nextCursor: null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Tell a system what happens
         * @description Signed after the Standard Webhooks specification. Its address must be public.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "url": "https://acme.example/hooks/colloquy",
                     *       "events": [
                     *         "message.received"
                     *       ]
                     *     }
                     */
                    readonly "application/json": {
                        readonly url: string;
                        readonly events?: readonly ("message.received" | "message.said" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "conversation.started" | "conversation.ended" | "conversation.handed_over" | "conversation.queued" | "conversation.taken" | "conversation.email_left" | "conversation.unattended" | "conversation.agent_reminded" | "conversation.handed_back" | "dead_letter.added" | "contact.erased" | "limit.near" | "limit.reached")[];
                        /** @default true */
                        readonly enabled?: boolean;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "wh_k7m2p0mi5f6u3ek5j2v8b4la",
                         *       "url": "https://acme.example/hooks/colloquy",
                         *       "events": [
                         *         "message.received",
                         *         "conversation.handed_over"
                         *       ],
                         *       "enabled": true,
                         *       "disabledReason": null,
                         *       "failingSince": null,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly url: string;
                            /** @description null: all of them. */
                            readonly events: readonly ("message.received" | "message.said" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "conversation.started" | "conversation.ended" | "conversation.handed_over" | "conversation.queued" | "conversation.taken" | "conversation.email_left" | "conversation.unattended" | "conversation.agent_reminded" | "conversation.handed_back" | "dead_letter.added" | "contact.erased" | "limit.near" | "limit.reached")[] | null;
                            readonly enabled: boolean;
                            readonly disabledReason: string | null;
                            readonly failingSince: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** @description Signs what is sent. Shown this once. */
                            readonly secret: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/webhooks/{webhookId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a webhook */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example wh_k7m2p0mi5f6u3ek5j2v8b4la */
                    readonly webhookId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "wh_k7m2p0mi5f6u3ek5j2v8b4la",
                         *       "url": "https://acme.example/hooks/colloquy",
                         *       "events": [
                         *         "message.received",
                         *         "conversation.handed_over"
                         *       ],
                         *       "enabled": true,
                         *       "disabledReason": null,
                         *       "failingSince": null,
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly url: string;
                            /** @description null: all of them. */
                            readonly events: readonly ("message.received" | "message.said" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "conversation.started" | "conversation.ended" | "conversation.handed_over" | "conversation.queued" | "conversation.taken" | "conversation.email_left" | "conversation.unattended" | "conversation.agent_reminded" | "conversation.handed_back" | "dead_letter.added" | "contact.erased" | "limit.near" | "limit.reached")[] | null;
                            readonly enabled: boolean;
                            readonly disabledReason: string | null;
                            readonly failingSince: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        /** Change a webhook; enabled again it is given what waits */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example wh_k7m2p0mi5f6u3ek5j2v8b4la */
                    readonly webhookId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "enabled": false
                     *     }
                     */
                    readonly "application/json": {
                        readonly url?: string;
                        readonly events?: readonly ("message.received" | "message.said" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "conversation.started" | "conversation.ended" | "conversation.handed_over" | "conversation.queued" | "conversation.taken" | "conversation.email_left" | "conversation.unattended" | "conversation.agent_reminded" | "conversation.handed_back" | "dead_letter.added" | "contact.erased" | "limit.near" | "limit.reached")[];
                        readonly enabled?: boolean;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "wh_k7m2p0mi5f6u3ek5j2v8b4la",
                         *       "url": "https://acme.example/hooks/colloquy",
                         *       "events": [
                         *         "message.received",
                         *         "conversation.handed_over"
                         *       ],
                         *       "enabled": true,
                         *       "disabledReason": null,
                         *       "failingSince": null,
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly url: string;
                            /** @description null: all of them. */
                            readonly events: readonly ("message.received" | "message.said" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "conversation.started" | "conversation.ended" | "conversation.handed_over" | "conversation.queued" | "conversation.taken" | "conversation.email_left" | "conversation.unattended" | "conversation.agent_reminded" | "conversation.handed_back" | "dead_letter.added" | "contact.erased" | "limit.near" | "limit.reached")[] | null;
                            readonly enabled: boolean;
                            readonly disabledReason: string | null;
                            readonly failingSince: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        /** Remove a webhook, with what is on its way to it */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example wh_k7m2p0mi5f6u3ek5j2v8b4la */
                    readonly webhookId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/webhooks/{webhookId}/secret": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Make a new secret; for a day the old one signs too */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example wh_k7m2p0mi5f6u3ek5j2v8b4la */
                    readonly webhookId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "wh_k7m2p0mi5f6u3ek5j2v8b4la",
                         *       "url": "https://acme.example/hooks/colloquy",
                         *       "events": [
                         *         "message.received",
                         *         "conversation.handed_over"
                         *       ],
                         *       "enabled": true,
                         *       "disabledReason": null,
                         *       "failingSince": null,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly url: string;
                            /** @description null: all of them. */
                            readonly events: readonly ("message.received" | "message.said" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "conversation.started" | "conversation.ended" | "conversation.handed_over" | "conversation.queued" | "conversation.taken" | "conversation.email_left" | "conversation.unattended" | "conversation.agent_reminded" | "conversation.handed_back" | "dead_letter.added" | "contact.erased" | "limit.near" | "limit.reached")[] | null;
                            readonly enabled: boolean;
                            readonly disabledReason: string | null;
                            readonly failingSince: string | null;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** @description Signs what is sent. Shown this once. */
                            readonly secret: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/webhooks/{webhookId}/test": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send it an event that says `test` */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example wh_k7m2p0mi5f6u3ek5j2v8b4la */
                    readonly webhookId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "eventId": "ev_k7m2p0mi5f7v9ro1c6x3t5hy"
                         *     }
                         */
                        readonly "application/json": {
                            readonly eventId: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/webhooks/{webhookId}/deliveries": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List what was sent to it and what waits, the newest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example wh_k7m2p0mi5f6u3ek5j2v8b4la */
                    readonly webhookId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "eventId": "ev_k7m2p0mi5f7v9ro1c6x3t5hy",
                         *           "type": "message.received",
                         *           "state": "delivered",
                         *           "attempts": 1,
                         *           "nextAt": null,
                         *           "status": 204,
                         *           "error": null,
                         *           "at": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                /** @description `webhook-id` of the request: the same at every attempt. */
                                readonly eventId: string;
                                /** @enum {string} */
                                readonly type: "message.received" | "message.said" | "message.sent" | "message.delivered" | "message.read" | "message.failed" | "conversation.started" | "conversation.ended" | "conversation.handed_over" | "conversation.queued" | "conversation.taken" | "conversation.email_left" | "conversation.unattended" | "conversation.agent_reminded" | "conversation.handed_back" | "dead_letter.added" | "contact.erased" | "limit.near" | "limit.reached";
                                /** @enum {string} */
                                readonly state: "pending" | "delivered" | "failed";
                                readonly attempts: number;
                                readonly nextAt: string | null;
                                readonly status: number | null;
                                readonly error: string | null;
                                /** Format: date-time */
                                readonly at: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/webhooks/{webhookId}/deliveries/{eventId}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send an event to it again */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                    /** @example wh_k7m2p0mi5f6u3ek5j2v8b4la */
                    readonly webhookId: string;
                    /** @example ev_k7m2p0mi5f7v9ro1c6x3t5hy */
                    readonly eventId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "eventId": "ev_k7m2p0mi5f7v9ro1c6x3t5hy"
                         *     }
                         */
                        readonly "application/json": {
                            readonly eventId: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/ai-providers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a tenant’s language models */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "source": "tenant",
                         *       "providers": [
                         *         {
                         *           "name": "main",
                         *           "kind": "openai",
                         *           "model": "gpt-5-mini",
                         *           "price": {
                         *             "input": 0.25,
                         *             "output": 2
                         *           },
                         *           "hasKey": true
                         *         }
                         *       ],
                         *       "dailyBudget": 5,
                         *       "spentToday": 0.42
                         *     }
                         */
                        readonly "application/json": {
                            /**
                             * @description Whose providers are asked.
                             * @enum {string}
                             */
                            readonly source: "tenant" | "platform" | "none";
                            readonly providers: readonly {
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "openai" | "anthropic" | "vertex" | "openai-compatible";
                                readonly model: string;
                                /**
                                 * Format: uri
                                 * @description Of `openai-compatible`: ends before `/chat/completions`.
                                 */
                                readonly baseUrl?: string;
                                /** @description Of Vertex with a service account. */
                                readonly location?: string;
                                /** @description US dollars per million tokens. */
                                readonly price?: {
                                    readonly input: number;
                                    readonly output: number;
                                };
                                readonly hasKey: boolean;
                            }[];
                            readonly dailyBudget?: number;
                            readonly voice?: {
                                /** @enum {string} */
                                readonly kind: "openai-compatible" | "elevenlabs" | "azure";
                                readonly voice: string;
                                /** @description Others by language. */
                                readonly voices?: {
                                    readonly [key: string]: string;
                                };
                                readonly model?: string;
                                /**
                                 * Format: uri
                                 * @description Of Azure, the region’s; otherwise of a server that is not the provider’s own.
                                 */
                                readonly baseUrl?: string;
                                /** @description US dollars per million characters. */
                                readonly price?: number;
                                readonly hasKey: boolean;
                            };
                            /** @description US dollars since midnight UTC, with what calls on their way may cost at the most. Of a tenant only. */
                            readonly spentToday?: number;
                        };
                    };
                };
            };
        };
        /** Set a tenant’s language models, their order and the daily budget */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "providers": [
                     *         {
                     *           "name": "main",
                     *           "kind": "openai",
                     *           "model": "gpt-5-mini",
                     *           "key": "sk-…",
                     *           "price": {
                     *             "input": 0.25,
                     *             "output": 2
                     *           }
                     *         }
                     *       ],
                     *       "dailyBudget": 5,
                     *       "voice": {
                     *         "kind": "openai-compatible",
                     *         "voice": "nova",
                     *         "price": 15,
                     *         "key": "sk-…"
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        /** @description In the order in which they are asked. None: those of the platform. */
                        readonly providers: readonly {
                            readonly name: string;
                            /** @enum {string} */
                            readonly kind: "openai" | "anthropic" | "vertex" | "openai-compatible";
                            readonly model: string;
                            /**
                             * Format: uri
                             * @description Of `openai-compatible`: ends before `/chat/completions`.
                             */
                            readonly baseUrl?: string;
                            /** @description Of Vertex with a service account. */
                            readonly location?: string;
                            /** @description US dollars per million tokens. */
                            readonly price?: {
                                readonly input: number;
                                readonly output: number;
                            };
                            /** @description An API key, or the JSON of a service account for Vertex. Left out: the one it had. */
                            readonly key?: string;
                        }[];
                        /** @description US dollars a day (UTC). Left out: no limit of yours. */
                        readonly dailyBudget?: number;
                        /** @description Who says aloud what is said. Left out: nobody. */
                        readonly voice?: {
                            /** @enum {string} */
                            readonly kind: "openai-compatible" | "elevenlabs" | "azure";
                            readonly voice: string;
                            /** @description Others by language. */
                            readonly voices?: {
                                readonly [key: string]: string;
                            };
                            readonly model?: string;
                            /**
                             * Format: uri
                             * @description Of Azure, the region’s; otherwise of a server that is not the provider’s own.
                             */
                            readonly baseUrl?: string;
                            /** @description US dollars per million characters. */
                            readonly price?: number;
                            /** @description Left out: the one it had. */
                            readonly key?: string;
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "source": "tenant",
                         *       "providers": [
                         *         {
                         *           "name": "main",
                         *           "kind": "openai",
                         *           "model": "gpt-5-mini",
                         *           "price": {
                         *             "input": 0.25,
                         *             "output": 2
                         *           },
                         *           "hasKey": true
                         *         }
                         *       ],
                         *       "dailyBudget": 5,
                         *       "spentToday": 0.42
                         *     }
                         */
                        readonly "application/json": {
                            /**
                             * @description Whose providers are asked.
                             * @enum {string}
                             */
                            readonly source: "tenant" | "platform" | "none";
                            readonly providers: readonly {
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "openai" | "anthropic" | "vertex" | "openai-compatible";
                                readonly model: string;
                                /**
                                 * Format: uri
                                 * @description Of `openai-compatible`: ends before `/chat/completions`.
                                 */
                                readonly baseUrl?: string;
                                /** @description Of Vertex with a service account. */
                                readonly location?: string;
                                /** @description US dollars per million tokens. */
                                readonly price?: {
                                    readonly input: number;
                                    readonly output: number;
                                };
                                readonly hasKey: boolean;
                            }[];
                            readonly dailyBudget?: number;
                            readonly voice?: {
                                /** @enum {string} */
                                readonly kind: "openai-compatible" | "elevenlabs" | "azure";
                                readonly voice: string;
                                /** @description Others by language. */
                                readonly voices?: {
                                    readonly [key: string]: string;
                                };
                                readonly model?: string;
                                /**
                                 * Format: uri
                                 * @description Of Azure, the region’s; otherwise of a server that is not the provider’s own.
                                 */
                                readonly baseUrl?: string;
                                /** @description US dollars per million characters. */
                                readonly price?: number;
                                readonly hasKey: boolean;
                            };
                            /** @description US dollars since midnight UTC, with what calls on their way may cost at the most. Of a tenant only. */
                            readonly spentToday?: number;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/ai/providers": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the language models that are asked
         * @description Of a tenant, or without one of the platform, for who administers it.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @example acme */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "source": "tenant",
                         *       "providers": [
                         *         {
                         *           "name": "main",
                         *           "kind": "openai",
                         *           "model": "gpt-5-mini",
                         *           "price": {
                         *             "input": 0.25,
                         *             "output": 2
                         *           },
                         *           "hasKey": true
                         *         }
                         *       ],
                         *       "dailyBudget": 5,
                         *       "spentToday": 0.42
                         *     }
                         */
                        readonly "application/json": {
                            /**
                             * @description Whose providers are asked.
                             * @enum {string}
                             */
                            readonly source: "tenant" | "platform" | "none";
                            readonly providers: readonly {
                                readonly name: string;
                                /** @enum {string} */
                                readonly kind: "openai" | "anthropic" | "vertex" | "openai-compatible";
                                readonly model: string;
                                /**
                                 * Format: uri
                                 * @description Of `openai-compatible`: ends before `/chat/completions`.
                                 */
                                readonly baseUrl?: string;
                                /** @description Of Vertex with a service account. */
                                readonly location?: string;
                                /** @description US dollars per million tokens. */
                                readonly price?: {
                                    readonly input: number;
                                    readonly output: number;
                                };
                                readonly hasKey: boolean;
                            }[];
                            readonly dailyBudget?: number;
                            readonly voice?: {
                                /** @enum {string} */
                                readonly kind: "openai-compatible" | "elevenlabs" | "azure";
                                readonly voice: string;
                                /** @description Others by language. */
                                readonly voices?: {
                                    readonly [key: string]: string;
                                };
                                readonly model?: string;
                                /**
                                 * Format: uri
                                 * @description Of Azure, the region’s; otherwise of a server that is not the provider’s own.
                                 */
                                readonly baseUrl?: string;
                                /** @description US dollars per million characters. */
                                readonly price?: number;
                                readonly hasKey: boolean;
                            };
                            /** @description US dollars since midnight UTC, with what calls on their way may cost at the most. Of a tenant only. */
                            readonly spentToday?: number;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/ai/costs/{chatbotId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tell what a chatbot’s language models cost */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /** @description A day, UTC. */
                    readonly from?: string;
                    /** @description A day, UTC. */
                    readonly to?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly chatbotId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "from": "2026-11-20",
                         *       "to": "2026-11-20",
                         *       "dailyBudget": 5,
                         *       "spentToday": 0.42,
                         *       "total": {
                         *         "calls": 12,
                         *         "inputTokens": 18400,
                         *         "outputTokens": 2100,
                         *         "cost": 0.42
                         *       },
                         *       "days": [
                         *         {
                         *           "day": "2026-11-20",
                         *           "calls": 12,
                         *           "inputTokens": 18400,
                         *           "outputTokens": 2100,
                         *           "cost": 0.42
                         *         }
                         *       ],
                         *       "models": [
                         *         {
                         *           "provider": "main",
                         *           "model": "gpt-5-mini",
                         *           "calls": 12,
                         *           "inputTokens": 18400,
                         *           "outputTokens": 2100,
                         *           "cost": 0.42
                         *         }
                         *       ],
                         *       "purposes": [
                         *         {
                         *           "purpose": "answer",
                         *           "calls": 12,
                         *           "inputTokens": 18400,
                         *           "outputTokens": 2100,
                         *           "cost": 0.42
                         *         }
                         *       ],
                         *       "conversations": [
                         *         {
                         *           "conversation": "cv_k7m2p0mi5b7k2ma4d6s1y9uc",
                         *           "calls": 12,
                         *           "inputTokens": 18400,
                         *           "outputTokens": 2100,
                         *           "cost": 0.42
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            /**
                             * Format: date
                             * @description A day, UTC.
                             */
                            readonly from: string;
                            /**
                             * Format: date
                             * @description A day, UTC.
                             */
                            readonly to: string;
                            readonly dailyBudget?: number;
                            readonly spentToday: number;
                            readonly total: {
                                readonly calls: number;
                                readonly inputTokens: number;
                                readonly outputTokens: number;
                                /** @description US dollars. */
                                readonly cost: number;
                            };
                            readonly days: readonly {
                                /**
                                 * Format: date
                                 * @description A day, UTC.
                                 */
                                readonly day: string;
                                readonly calls: number;
                                readonly inputTokens: number;
                                readonly outputTokens: number;
                                /** @description US dollars. */
                                readonly cost: number;
                            }[];
                            readonly models: readonly {
                                readonly provider: string;
                                readonly model: string;
                                readonly calls: number;
                                readonly inputTokens: number;
                                readonly outputTokens: number;
                                /** @description US dollars. */
                                readonly cost: number;
                            }[];
                            readonly purposes: readonly {
                                readonly purpose: string;
                                readonly calls: number;
                                readonly inputTokens: number;
                                readonly outputTokens: number;
                                /** @description US dollars. */
                                readonly cost: number;
                            }[];
                            /** @description Those that cost the most. */
                            readonly conversations: readonly {
                                readonly conversation: string;
                                readonly calls: number;
                                readonly inputTokens: number;
                                readonly outputTokens: number;
                                /** @description US dollars. */
                                readonly cost: number;
                            }[];
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/tenants/{tenantCode}/translation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read who translates for a tenant */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        /** @description Its version, for `If-Match` and `If-None-Match`. */
                        readonly ETag?: string;
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "engine": "libretranslate",
                         *       "url": "https://translate.example",
                         *       "hasKey": true
                         *     }
                         */
                        readonly "application/json": {
                            /**
                             * @description `model`: the tenant’s language model. `libretranslate`: a server of that name. `local`: models in MODELS_DIR.
                             * @enum {string}
                             */
                            readonly engine: "none" | "model" | "libretranslate" | "local";
                            /**
                             * Format: uri
                             * @description Of LibreTranslate: what `/translate` is added to.
                             */
                            readonly url?: string;
                            readonly hasKey: boolean;
                        };
                    };
                };
            };
        };
        /** Set who translates for a tenant */
        readonly put: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "engine": "libretranslate",
                     *       "url": "https://translate.example",
                     *       "key": "…"
                     *     }
                     */
                    readonly "application/json": {
                        /**
                         * @description `model`: the tenant’s language model. `libretranslate`: a server of that name. `local`: models in MODELS_DIR.
                         * @enum {string}
                         */
                        readonly engine: "none" | "model" | "libretranslate" | "local";
                        /**
                         * Format: uri
                         * @description Of LibreTranslate: what `/translate` is added to.
                         */
                        readonly url?: string;
                        /** @description Left out: the one it had, for the same URL. */
                        readonly key?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "engine": "libretranslate",
                         *       "url": "https://translate.example",
                         *       "hasKey": true
                         *     }
                         */
                        readonly "application/json": {
                            /**
                             * @description `model`: the tenant’s language model. `libretranslate`: a server of that name. `local`: models in MODELS_DIR.
                             * @enum {string}
                             */
                            readonly engine: "none" | "model" | "libretranslate" | "local";
                            /**
                             * Format: uri
                             * @description Of LibreTranslate: what `/translate` is added to.
                             */
                            readonly url?: string;
                            readonly hasKey: boolean;
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/ai/generate-response": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Answer a question as a chatbot would
         * @description By a language model on what the chatbot knows; by what it knows alone where no model is configured or can be asked.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly chatbotId: string;
                        /** @description What to answer in. Left out: what the question is in. */
                        readonly language?: string;
                        readonly maxTokens?: number;
                        /** @description As it would be with the changes that are not in force. */
                        readonly draft?: boolean;
                        readonly text: string;
                    } | {
                        readonly chatbotId: string;
                        /** @description What to answer in. Left out: what the question is in. */
                        readonly language?: string;
                        readonly maxTokens?: number;
                        /** @description As it would be with the changes that are not in force. */
                        readonly draft?: boolean;
                        readonly messages: readonly {
                            /** @enum {string} */
                            readonly role: "user" | "assistant";
                            readonly text: string;
                        }[];
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "text": "We are open from 9 to 18 o’clock. [1]",
                         *       "sources": [
                         *         {
                         *           "document": "doc_k7m2p0mi5d9r1ys6g8h4u2po",
                         *           "title": "Opening hours",
                         *           "url": "https://acme.example/hours"
                         *         }
                         *       ],
                         *       "model": {
                         *         "provider": "openai",
                         *         "model": "gpt-5-mini",
                         *         "inputTokens": 412,
                         *         "outputTokens": 18,
                         *         "cost": 0.00014
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @description Markdown. null: no model is configured, and nothing that is known answers it. */
                            readonly text: string | null;
                            /** @description What it stands on; [1] in the text is the first. */
                            readonly sources: readonly {
                                readonly document: string;
                                readonly title: string;
                                readonly url?: string;
                                readonly page?: number;
                                readonly headings?: readonly string[];
                            }[];
                            /** @description null: the text is in the words of the sources. */
                            readonly model: {
                                readonly provider: string;
                                readonly model: string;
                                readonly inputTokens: number;
                                readonly outputTokens: number;
                                /** @description US dollars. */
                                readonly cost: number;
                            } | null;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/ai/stream-response": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Answer a question, word by word
         * @description Server-sent events: `piece {text}` as it is written, and at the end `done`, with what generate-response answers, or `failed {error}`.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly chatbotId: string;
                        /** @description What to answer in. Left out: what the question is in. */
                        readonly language?: string;
                        readonly maxTokens?: number;
                        /** @description As it would be with the changes that are not in force. */
                        readonly draft?: boolean;
                        readonly text: string;
                    } | {
                        readonly chatbotId: string;
                        /** @description What to answer in. Left out: what the question is in. */
                        readonly language?: string;
                        readonly maxTokens?: number;
                        /** @description As it would be with the changes that are not in force. */
                        readonly draft?: boolean;
                        readonly messages: readonly {
                            /** @enum {string} */
                            readonly role: "user" | "assistant";
                            readonly text: string;
                        }[];
                    };
                };
            };
            readonly responses: {
                /** @description Text */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/event-stream": string;
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/ai/analyze-sentiment": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Tell how whoever wrote a text feels */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "text": "That was great, thank you!"
                     *     }
                     */
                    readonly "application/json": {
                        readonly text: string;
                        readonly language?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "sentiment": "positive",
                         *       "score": 0.64,
                         *       "language": "en",
                         *       "because": [
                         *         "great"
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly sentiment: "positive" | "neutral" | "negative";
                            /** @description -1: as bad as can be; 1: as good as can be. */
                            readonly score: number;
                            /** @description What it was read in. */
                            readonly language: string;
                            /** @description The words and signs that say so. */
                            readonly because: readonly string[];
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/ai/select-animation": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Choose what an avatar does while it says a text, or feels so */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": {
                        readonly text: string;
                        readonly language?: string;
                    } | {
                        /** @enum {string} */
                        readonly sentiment: "positive" | "neutral" | "negative";
                        readonly score?: number;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "animation": "wave",
                         *       "duration": 1800,
                         *       "sentiment": "positive"
                         *     }
                         */
                        readonly "application/json": {
                            /** @description The name of a clip. */
                            readonly animation: string;
                            /** @description Milliseconds. */
                            readonly duration: number;
                            /** @enum {string} */
                            readonly sentiment: "positive" | "neutral" | "negative";
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/knowledge-bases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Begin a knowledge base */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                     *       "name": "Handbook"
                     *     }
                     */
                    readonly "application/json": {
                        readonly chatbotId: string;
                        readonly name: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "kb_k7m2p0mi5d8e6tl2a5c7z3vj",
                         *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "name": "Handbook",
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly chatbotId: string;
                            readonly name: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/chatbots/{id}/knowledge-bases": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List a chatbot’s knowledge bases */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "kb_k7m2p0mi5d8e6tl2a5c7z3vj",
                         *           "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *           "name": "Handbook",
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly chatbotId: string;
                                readonly name: string;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/knowledge-bases/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a knowledge base */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example kb_k7m2p0mi5d8e6tl2a5c7z3vj */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "kb_k7m2p0mi5d8e6tl2a5c7z3vj",
                         *       "chatbotId": "bot_k7m2p0mi5a1c8eq3v9t5w1za",
                         *       "name": "Handbook",
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly chatbotId: string;
                            readonly name: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove a knowledge base with everything in it
         * @description It is found no more at once; its documents are erased within minutes.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example kb_k7m2p0mi5d8e6tl2a5c7z3vj */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/knowledge-bases/{id}/documents": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List the documents of a knowledge base, the newest first */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example kb_k7m2p0mi5d8e6tl2a5c7z3vj */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "doc_k7m2p0mi5d9r1ys6g8h4u2po",
                         *           "kind": "file",
                         *           "title": "Handbook.pdf",
                         *           "mime": "application/pdf",
                         *           "status": "ready",
                         *           "language": "en",
                         *           "size": 183402,
                         *           "pages": 24,
                         *           "chunks": 61,
                         *           "createdAt": "2026-11-20T09:30:00.000Z",
                         *           "updatedAt": "2026-11-20T09:30:02.180Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                /** @enum {string} */
                                readonly kind: "file" | "text" | "url" | "site";
                                readonly title: string;
                                readonly url?: string;
                                readonly mime: string;
                                /**
                                 * @description `ready`: it is found; `failed`: `reason` says why.
                                 * @enum {string}
                                 */
                                readonly status: "queued" | "reading" | "indexing" | "ready" | "failed" | "removing";
                                readonly reason?: string;
                                /** @description What it is written in, once it was read. */
                                readonly language?: string;
                                /** @description Bytes. */
                                readonly size: number;
                                /** @description 0: it has none. */
                                readonly pages: number;
                                /** @description Pieces of it that are found. */
                                readonly chunks: number;
                                /** @description The sitemap that named it. */
                                readonly siteId?: string;
                                readonly recrawlHours?: number;
                                /**
                                 * Format: date-time
                                 * @description When its URL was looked at last.
                                 */
                                readonly checkedAt?: string;
                                /** Format: date-time */
                                readonly createdAt: string;
                                /** Format: date-time */
                                readonly updatedAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        /**
         * Add a document: a file, a URL, a sitemap, or a text
         * @description PDF, DOCX, HTML, Markdown, CSV and text of any encoding are read, in the background: ask for its status. The same file again is the document that is there.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example kb_k7m2p0mi5d8e6tl2a5c7z3vj */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            /** @description Or a file as `multipart/form-data`, in a field of any name; `title` in one before it. */
            readonly requestBody: {
                readonly content: {
                    readonly "application/json": ({
                        /** Format: uri */
                        readonly url: string;
                        readonly title?: string;
                        /** @description It is looked at again this often. */
                        readonly recrawlHours?: number;
                    } | {
                        /**
                         * Format: uri
                         * @description Each page that it names becomes a document.
                         */
                        readonly sitemapUrl: string;
                        readonly title?: string;
                        readonly recrawlHours?: number;
                    } | {
                        readonly title: string;
                        readonly text: string;
                    }) | null;
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "doc_k7m2p0mi5d9r1ys6g8h4u2po",
                         *       "status": "queued"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /**
                             * @description `ready`: it is found; `failed`: `reason` says why.
                             * @enum {string}
                             */
                            readonly status: "queued" | "reading" | "indexing" | "ready" | "failed" | "removing";
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/knowledge-bases/{id}/documents/{docId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a document’s status */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The knowledge base.
                     * @example kb_k7m2p0mi5d8e6tl2a5c7z3vj
                     */
                    readonly id: string;
                    /** @example doc_k7m2p0mi5d9r1ys6g8h4u2po */
                    readonly docId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "doc_k7m2p0mi5d9r1ys6g8h4u2po",
                         *       "kind": "file",
                         *       "title": "Handbook.pdf",
                         *       "mime": "application/pdf",
                         *       "status": "ready",
                         *       "language": "en",
                         *       "size": 183402,
                         *       "pages": 24,
                         *       "chunks": 61,
                         *       "createdAt": "2026-11-20T09:30:00.000Z",
                         *       "updatedAt": "2026-11-20T09:30:02.180Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            /** @enum {string} */
                            readonly kind: "file" | "text" | "url" | "site";
                            readonly title: string;
                            readonly url?: string;
                            readonly mime: string;
                            /**
                             * @description `ready`: it is found; `failed`: `reason` says why.
                             * @enum {string}
                             */
                            readonly status: "queued" | "reading" | "indexing" | "ready" | "failed" | "removing";
                            readonly reason?: string;
                            /** @description What it is written in, once it was read. */
                            readonly language?: string;
                            /** @description Bytes. */
                            readonly size: number;
                            /** @description 0: it has none. */
                            readonly pages: number;
                            /** @description Pieces of it that are found. */
                            readonly chunks: number;
                            /** @description The sitemap that named it. */
                            readonly siteId?: string;
                            readonly recrawlHours?: number;
                            /**
                             * Format: date-time
                             * @description When its URL was looked at last.
                             */
                            readonly checkedAt?: string;
                            /** Format: date-time */
                            readonly createdAt: string;
                            /** Format: date-time */
                            readonly updatedAt: string;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove a document
         * @description It is found no more at once, and erased within minutes.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /**
                     * @description The knowledge base.
                     * @example kb_k7m2p0mi5d8e6tl2a5c7z3vj
                     */
                    readonly id: string;
                    /** @example doc_k7m2p0mi5d9r1ys6g8h4u2po */
                    readonly docId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/knowledge-bases/{id}/search": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Search as the chatbot does */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example kb_k7m2p0mi5d8e6tl2a5c7z3vj */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "query": "When are you open?",
                     *       "limit": 3
                     *     }
                     */
                    readonly "application/json": {
                        readonly query: string;
                        /** @default 5 */
                        readonly limit?: number;
                        /** @description IETF tag of the query; found out otherwise. */
                        readonly language?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "results": [
                         *         {
                         *           "text": "We are open from Monday to Friday, 9 to 18 o’clock.",
                         *           "source": {
                         *             "document": "doc_k7m2p0mi5d9r1ys6g8h4u2po",
                         *             "title": "Opening hours"
                         *           },
                         *           "score": 0.87
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            readonly results: readonly {
                                readonly text: string;
                                readonly source: {
                                    readonly document: string;
                                    readonly title: string;
                                    readonly url?: string;
                                    readonly page?: number;
                                    readonly headings?: readonly string[];
                                };
                                /** @description 0…1, how likely it answers. */
                                readonly score: number;
                            }[];
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/knowledge-bases/{id}/stats": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What is in it, and what people asked in vain */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example kb_k7m2p0mi5d8e6tl2a5c7z3vj */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "documents": {
                         *         "ready": 12,
                         *         "failed": 1
                         *       },
                         *       "chunks": 480,
                         *       "vectors": 480,
                         *       "questions": [
                         *         {
                         *           "question": "Do you ship to Norway?",
                         *           "asked": 7,
                         *           "unanswered": 7,
                         *           "unhelpful": 0,
                         *           "lastAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ]
                         *     }
                         */
                        readonly "application/json": {
                            /** @description How many, by status. */
                            readonly documents: {
                                readonly [key: string]: number;
                            };
                            readonly chunks: number;
                            /** @description Chunks whose meaning is compared, too. */
                            readonly vectors: number;
                            /** @description Of the chatbot, without a good answer: the most wanted first. */
                            readonly questions: readonly {
                                readonly question: string;
                                readonly asked: number;
                                readonly unanswered: number;
                                readonly unhelpful: number;
                                /** Format: date-time */
                                readonly lastAt: string;
                            }[];
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * List the avatars that a tenant may choose from
         * @description The default one first, then everyone’s, then its own. Without a tenant everyone’s, for who administers the platform.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    readonly limit?: number;
                    /** @description `nextCursor` of the page before. */
                    readonly cursor?: string;
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                    /** @description `shared`: everyone’s here; `premium`: of those whose plan says so; `own`: the tenant’s. */
                    readonly visibility?: "shared" | "premium" | "own";
                    /** @description A part of the name, in capitals or not. */
                    readonly q?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "av_k7m2p0mi5e0b4w8dc3n6t1vq",
                         *           "name": "Robo",
                         *           "visibility": "own",
                         *           "author": "Ada",
                         *           "licence": "CC0 1.0",
                         *           "format": "glb",
                         *           "size": {
                         *             "bytes": 183572,
                         *             "vertices": 7214,
                         *             "joints": 43,
                         *             "clips": 14,
                         *             "morphs": 3,
                         *             "textureBytes": 0
                         *           },
                         *           "url": "/avatars/files/k7m2p/3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f.glb",
                         *           "plainUrl": "/avatars/files/k7m2p/9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c.glb",
                         *           "posterUrl": "/avatars/files/k7m2p/b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1.webp",
                         *           "face": {
                         *             "convention": "none",
                         *             "by": "nothing",
                         *             "visemes": {},
                         *             "blink": {},
                         *             "expressions": {
                         *               "sad": {
                         *                 "Sad": 1
                         *               }
                         *             }
                         *           },
                         *           "humanoid": false,
                         *           "createdAt": "2026-11-20T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "nextCursor": null
                         *     }
                         */
                        readonly "application/json": {
                            readonly items: readonly {
                                readonly id: string;
                                readonly name: string;
                                /**
                                 * @description `shared`: everyone’s here; `premium`: of those whose plan says so; `own`: the tenant’s.
                                 * @enum {string}
                                 */
                                readonly visibility: "shared" | "premium" | "own";
                                readonly author?: string;
                                /** @description What may be done with it. */
                                readonly licence?: string;
                                /** @enum {string} */
                                readonly format: "glb" | "vrm";
                                readonly size: {
                                    readonly bytes: number;
                                    readonly vertices: number;
                                    readonly joints: number;
                                    readonly clips: number;
                                    readonly morphs: number;
                                    /** @description On a visitor’s graphics card. */
                                    readonly textureBytes: number;
                                };
                                /** @description A path on this gateway; it never changes. */
                                readonly url: string;
                                /** @description For pages that may run no WASM. */
                                readonly plainUrl: string | null;
                                readonly posterUrl: string | null;
                                readonly face: {
                                    /**
                                     * @description How its mouth is moved; `none`: only its body is.
                                     * @enum {string}
                                     */
                                    readonly convention: "oculus" | "arkit" | "vrm1" | "vrm0" | "mmd" | "jaw" | "none";
                                    /** @enum {string} */
                                    readonly by: "morphs" | "expressions" | "jaw-node" | "nothing";
                                    readonly visemes: {
                                        readonly [key: string]: {
                                            readonly [key: string]: number;
                                        };
                                    };
                                    readonly blink: {
                                        readonly [key: string]: number;
                                    };
                                    readonly expressions: {
                                        readonly [key: string]: {
                                            readonly [key: string]: number;
                                        };
                                    };
                                };
                                /** @description Whether it can do what the default avatar does. */
                                readonly humanoid: boolean;
                                /** Format: date-time */
                                readonly createdAt: string;
                            }[];
                            /** @description null: this is the last page. */
                            readonly nextCursor: string | null;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars/default": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read the avatar of chatbots that were given no other */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "av_k7m2p0mi5e0b4w8dc3n6t1vq",
                         *       "name": "Robo",
                         *       "visibility": "own",
                         *       "author": "Ada",
                         *       "licence": "CC0 1.0",
                         *       "format": "glb",
                         *       "size": {
                         *         "bytes": 183572,
                         *         "vertices": 7214,
                         *         "joints": 43,
                         *         "clips": 14,
                         *         "morphs": 3,
                         *         "textureBytes": 0
                         *       },
                         *       "url": "/avatars/files/k7m2p/3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f.glb",
                         *       "plainUrl": "/avatars/files/k7m2p/9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c.glb",
                         *       "posterUrl": "/avatars/files/k7m2p/b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1.webp",
                         *       "face": {
                         *         "convention": "none",
                         *         "by": "nothing",
                         *         "visemes": {},
                         *         "blink": {},
                         *         "expressions": {
                         *           "sad": {
                         *             "Sad": 1
                         *           }
                         *         }
                         *       },
                         *       "humanoid": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name: string;
                            /**
                             * @description `shared`: everyone’s here; `premium`: of those whose plan says so; `own`: the tenant’s.
                             * @enum {string}
                             */
                            readonly visibility: "shared" | "premium" | "own";
                            readonly author?: string;
                            /** @description What may be done with it. */
                            readonly licence?: string;
                            /** @enum {string} */
                            readonly format: "glb" | "vrm";
                            readonly size: {
                                readonly bytes: number;
                                readonly vertices: number;
                                readonly joints: number;
                                readonly clips: number;
                                readonly morphs: number;
                                /** @description On a visitor’s graphics card. */
                                readonly textureBytes: number;
                            };
                            /** @description A path on this gateway; it never changes. */
                            readonly url: string;
                            /** @description For pages that may run no WASM. */
                            readonly plainUrl: string | null;
                            readonly posterUrl: string | null;
                            readonly face: {
                                /**
                                 * @description How its mouth is moved; `none`: only its body is.
                                 * @enum {string}
                                 */
                                readonly convention: "oculus" | "arkit" | "vrm1" | "vrm0" | "mmd" | "jaw" | "none";
                                /** @enum {string} */
                                readonly by: "morphs" | "expressions" | "jaw-node" | "nothing";
                                readonly visemes: {
                                    readonly [key: string]: {
                                        readonly [key: string]: number;
                                    };
                                };
                                readonly blink: {
                                    readonly [key: string]: number;
                                };
                                readonly expressions: {
                                    readonly [key: string]: {
                                        readonly [key: string]: number;
                                    };
                                };
                            };
                            /** @description Whether it can do what the default avatar does. */
                            readonly humanoid: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars/{id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read an avatar */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example av_k7m2p0mi5e0b4w8dc3n6t1vq */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "av_k7m2p0mi5e0b4w8dc3n6t1vq",
                         *       "name": "Robo",
                         *       "visibility": "own",
                         *       "author": "Ada",
                         *       "licence": "CC0 1.0",
                         *       "format": "glb",
                         *       "size": {
                         *         "bytes": 183572,
                         *         "vertices": 7214,
                         *         "joints": 43,
                         *         "clips": 14,
                         *         "morphs": 3,
                         *         "textureBytes": 0
                         *       },
                         *       "url": "/avatars/files/k7m2p/3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f.glb",
                         *       "plainUrl": "/avatars/files/k7m2p/9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c.glb",
                         *       "posterUrl": "/avatars/files/k7m2p/b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1.webp",
                         *       "face": {
                         *         "convention": "none",
                         *         "by": "nothing",
                         *         "visemes": {},
                         *         "blink": {},
                         *         "expressions": {
                         *           "sad": {
                         *             "Sad": 1
                         *           }
                         *         }
                         *       },
                         *       "humanoid": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name: string;
                            /**
                             * @description `shared`: everyone’s here; `premium`: of those whose plan says so; `own`: the tenant’s.
                             * @enum {string}
                             */
                            readonly visibility: "shared" | "premium" | "own";
                            readonly author?: string;
                            /** @description What may be done with it. */
                            readonly licence?: string;
                            /** @enum {string} */
                            readonly format: "glb" | "vrm";
                            readonly size: {
                                readonly bytes: number;
                                readonly vertices: number;
                                readonly joints: number;
                                readonly clips: number;
                                readonly morphs: number;
                                /** @description On a visitor’s graphics card. */
                                readonly textureBytes: number;
                            };
                            /** @description A path on this gateway; it never changes. */
                            readonly url: string;
                            /** @description For pages that may run no WASM. */
                            readonly plainUrl: string | null;
                            readonly posterUrl: string | null;
                            readonly face: {
                                /**
                                 * @description How its mouth is moved; `none`: only its body is.
                                 * @enum {string}
                                 */
                                readonly convention: "oculus" | "arkit" | "vrm1" | "vrm0" | "mmd" | "jaw" | "none";
                                /** @enum {string} */
                                readonly by: "morphs" | "expressions" | "jaw-node" | "nothing";
                                readonly visemes: {
                                    readonly [key: string]: {
                                        readonly [key: string]: number;
                                    };
                                };
                                readonly blink: {
                                    readonly [key: string]: number;
                                };
                                readonly expressions: {
                                    readonly [key: string]: {
                                        readonly [key: string]: number;
                                    };
                                };
                            };
                            /** @description Whether it can do what the default avatar does. */
                            readonly humanoid: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        /**
         * Remove an avatar that no chatbot has any more
         * @description Everyone’s is removed at once: chatbots that have it are shown with the default one.
         */
        readonly delete: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example av_k7m2p0mi5e0b4w8dc3n6t1vq */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars/{id}/animations": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List an avatar’s clips, and what it plays when */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                    /** @example bot_k7m2p0mi5a1c8eq3v9t5w1za */
                    readonly chatbotId?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example av_k7m2p0mi5e0b4w8dc3n6t1vq */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clips": [
                         *         {
                         *           "name": "Wave",
                         *           "seconds": 0.958,
                         *           "loops": false
                         *         }
                         *       ],
                         *       "animations": {
                         *         "gestures": {
                         *           "greeting": {
                         *             "from": "own",
                         *             "clip": "Wave"
                         *           }
                         *         },
                         *         "sentiments": {},
                         *         "intents": {}
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @description Of its own. */
                            readonly clips: readonly {
                                readonly name: string;
                                readonly seconds: number;
                                readonly loops: boolean;
                                /** @description The face that goes with it. */
                                readonly expression?: string;
                            }[];
                            /** @description What it plays when. */
                            readonly animations: {
                                readonly gestures: {
                                    readonly [key: string]: {
                                        /** @enum {string} */
                                        readonly from: "own" | "default";
                                        readonly clip: string;
                                    } | null;
                                };
                                readonly sentiments: {
                                    readonly [key: string]: {
                                        /** @enum {string} */
                                        readonly from: "own" | "default";
                                        readonly clip: string;
                                    } | null;
                                };
                                readonly intents: {
                                    readonly [key: string]: {
                                        /** @enum {string} */
                                        readonly from: "own" | "default";
                                        readonly clip: string;
                                    } | null;
                                };
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars/{id}/preview": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * See an avatar
         * @description Leads to a WebP of 384 × 384 pixels that never changes.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example av_k7m2p0mi5e0b4w8dc3n6t1vq */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: never;
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars/upload": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Bring an avatar: a GLB or VRM file
         * @description A form (`multipart/form-data`) with the file and the fields `name`, `author`, `licence` and `visibility`. What it does not say of author and licence is taken from the file, and missing where the file does not say it. Up to 25 MB. It is looked at, validated and made smaller before the answer, which takes a few seconds; 422 says what is wrong with it. Everyone’s are brought by who administers the platform, without a tenant.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 201: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "av_k7m2p0mi5e0b4w8dc3n6t1vq",
                         *       "name": "Robo",
                         *       "visibility": "own",
                         *       "author": "Ada",
                         *       "licence": "CC0 1.0",
                         *       "format": "glb",
                         *       "size": {
                         *         "bytes": 183572,
                         *         "vertices": 7214,
                         *         "joints": 43,
                         *         "clips": 14,
                         *         "morphs": 3,
                         *         "textureBytes": 0
                         *       },
                         *       "url": "/avatars/files/k7m2p/3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f.glb",
                         *       "plainUrl": "/avatars/files/k7m2p/9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c.glb",
                         *       "posterUrl": "/avatars/files/k7m2p/b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1.webp",
                         *       "face": {
                         *         "convention": "none",
                         *         "by": "nothing",
                         *         "visemes": {},
                         *         "blink": {},
                         *         "expressions": {
                         *           "sad": {
                         *             "Sad": 1
                         *           }
                         *         }
                         *       },
                         *       "humanoid": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name: string;
                            /**
                             * @description `shared`: everyone’s here; `premium`: of those whose plan says so; `own`: the tenant’s.
                             * @enum {string}
                             */
                            readonly visibility: "shared" | "premium" | "own";
                            readonly author?: string;
                            /** @description What may be done with it. */
                            readonly licence?: string;
                            /** @enum {string} */
                            readonly format: "glb" | "vrm";
                            readonly size: {
                                readonly bytes: number;
                                readonly vertices: number;
                                readonly joints: number;
                                readonly clips: number;
                                readonly morphs: number;
                                /** @description On a visitor’s graphics card. */
                                readonly textureBytes: number;
                            };
                            /** @description A path on this gateway; it never changes. */
                            readonly url: string;
                            /** @description For pages that may run no WASM. */
                            readonly plainUrl: string | null;
                            readonly posterUrl: string | null;
                            readonly face: {
                                /**
                                 * @description How its mouth is moved; `none`: only its body is.
                                 * @enum {string}
                                 */
                                readonly convention: "oculus" | "arkit" | "vrm1" | "vrm0" | "mmd" | "jaw" | "none";
                                /** @enum {string} */
                                readonly by: "morphs" | "expressions" | "jaw-node" | "nothing";
                                readonly visemes: {
                                    readonly [key: string]: {
                                        readonly [key: string]: number;
                                    };
                                };
                                readonly blink: {
                                    readonly [key: string]: number;
                                };
                                readonly expressions: {
                                    readonly [key: string]: {
                                        readonly [key: string]: number;
                                    };
                                };
                            };
                            /** @description Whether it can do what the default avatar does. */
                            readonly humanoid: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars/{id}/validate": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Ask Khronos’ validator about an avatar’s model */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example av_k7m2p0mi5e0b4w8dc3n6t1vq */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "valid": true,
                         *       "issues": []
                         *     }
                         */
                        readonly "application/json": {
                            readonly valid: boolean;
                            readonly issues: readonly {
                                readonly code: string;
                                readonly message: string;
                                readonly pointer?: string;
                            }[];
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars/{id}/optimize": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Make what visitors load anew from the file that was brought
         * @description After an update of the gateway that makes it smaller, or knows more of what it can do.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example av_k7m2p0mi5e0b4w8dc3n6t1vq */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "av_k7m2p0mi5e0b4w8dc3n6t1vq",
                         *       "name": "Robo",
                         *       "visibility": "own",
                         *       "author": "Ada",
                         *       "licence": "CC0 1.0",
                         *       "format": "glb",
                         *       "size": {
                         *         "bytes": 183572,
                         *         "vertices": 7214,
                         *         "joints": 43,
                         *         "clips": 14,
                         *         "morphs": 3,
                         *         "textureBytes": 0
                         *       },
                         *       "url": "/avatars/files/k7m2p/3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f.glb",
                         *       "plainUrl": "/avatars/files/k7m2p/9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c9c.glb",
                         *       "posterUrl": "/avatars/files/k7m2p/b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1.webp",
                         *       "face": {
                         *         "convention": "none",
                         *         "by": "nothing",
                         *         "visemes": {},
                         *         "blink": {},
                         *         "expressions": {
                         *           "sad": {
                         *             "Sad": 1
                         *           }
                         *         }
                         *       },
                         *       "humanoid": false,
                         *       "createdAt": "2026-11-20T09:30:00.000Z"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly name: string;
                            /**
                             * @description `shared`: everyone’s here; `premium`: of those whose plan says so; `own`: the tenant’s.
                             * @enum {string}
                             */
                            readonly visibility: "shared" | "premium" | "own";
                            readonly author?: string;
                            /** @description What may be done with it. */
                            readonly licence?: string;
                            /** @enum {string} */
                            readonly format: "glb" | "vrm";
                            readonly size: {
                                readonly bytes: number;
                                readonly vertices: number;
                                readonly joints: number;
                                readonly clips: number;
                                readonly morphs: number;
                                /** @description On a visitor’s graphics card. */
                                readonly textureBytes: number;
                            };
                            /** @description A path on this gateway; it never changes. */
                            readonly url: string;
                            /** @description For pages that may run no WASM. */
                            readonly plainUrl: string | null;
                            readonly posterUrl: string | null;
                            readonly face: {
                                /**
                                 * @description How its mouth is moved; `none`: only its body is.
                                 * @enum {string}
                                 */
                                readonly convention: "oculus" | "arkit" | "vrm1" | "vrm0" | "mmd" | "jaw" | "none";
                                /** @enum {string} */
                                readonly by: "morphs" | "expressions" | "jaw-node" | "nothing";
                                readonly visemes: {
                                    readonly [key: string]: {
                                        readonly [key: string]: number;
                                    };
                                };
                                readonly blink: {
                                    readonly [key: string]: number;
                                };
                                readonly expressions: {
                                    readonly [key: string]: {
                                        readonly [key: string]: number;
                                    };
                                };
                            };
                            /** @description Whether it can do what the default avatar does. */
                            readonly humanoid: boolean;
                            /** Format: date-time */
                            readonly createdAt: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/avatars/{id}/animation-map": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        /** Say what an avatar plays when, for a tenant or for one chatbot */
        readonly put: {
            readonly parameters: {
                readonly query?: {
                    /**
                     * @description Whose choice it is; that of your credential, if it has one.
                     * @example acme
                     */
                    readonly tenantCode?: string;
                };
                readonly header?: never;
                readonly path: {
                    /** @example av_k7m2p0mi5e0b4w8dc3n6t1vq */
                    readonly id: string;
                };
                readonly cookie?: never;
            };
            /** @description All that differs from what was found in the model: what is left out is as it was found. */
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "gestures": {
                     *         "greeting": {
                     *           "from": "own",
                     *           "clip": "Wave"
                     *         },
                     *         "dance": null
                     *       },
                     *       "intents": {
                     *         "thanks": "Wave"
                     *       }
                     *     }
                     */
                    readonly "application/json": {
                        /** @description Left out: of all of the tenant’s chatbots. */
                        readonly chatbotId?: string;
                        readonly gestures?: {
                            readonly [key: string]: ({
                                /** @enum {string} */
                                readonly from: "own" | "default";
                                readonly clip: string;
                            } | string) | null;
                        };
                        readonly sentiments?: {
                            readonly [key: string]: ({
                                /** @enum {string} */
                                readonly from: "own" | "default";
                                readonly clip: string;
                            } | string) | null;
                        };
                        readonly intents?: {
                            readonly [key: string]: ({
                                /** @enum {string} */
                                readonly from: "own" | "default";
                                readonly clip: string;
                            } | string) | null;
                        };
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "clips": [
                         *         {
                         *           "name": "Wave",
                         *           "seconds": 0.958,
                         *           "loops": false
                         *         }
                         *       ],
                         *       "animations": {
                         *         "gestures": {
                         *           "greeting": {
                         *             "from": "own",
                         *             "clip": "Wave"
                         *           }
                         *         },
                         *         "sentiments": {},
                         *         "intents": {}
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @description Of its own. */
                            readonly clips: readonly {
                                readonly name: string;
                                readonly seconds: number;
                                readonly loops: boolean;
                                /** @description The face that goes with it. */
                                readonly expression?: string;
                            }[];
                            /** @description What it plays when. */
                            readonly animations: {
                                readonly gestures: {
                                    readonly [key: string]: {
                                        /** @enum {string} */
                                        readonly from: "own" | "default";
                                        readonly clip: string;
                                    } | null;
                                };
                                readonly sentiments: {
                                    readonly [key: string]: {
                                        /** @enum {string} */
                                        readonly from: "own" | "default";
                                        readonly clip: string;
                                    } | null;
                                };
                                readonly intents: {
                                    readonly [key: string]: {
                                        /** @enum {string} */
                                        readonly from: "own" | "default";
                                        readonly clip: string;
                                    } | null;
                                };
                            };
                        };
                    };
                };
            };
        };
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether the process lives */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "alive"
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly status: "alive";
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whether it can do its work */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "healthy",
                         *       "checks": {
                         *         "database": {
                         *           "status": "healthy"
                         *         }
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly status: "healthy" | "degraded" | "unhealthy";
                            readonly reason?: string;
                            readonly checks: {
                                readonly [key: string]: unknown;
                            };
                        };
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/metrics": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What Prometheus scrapes */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Text */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        readonly "text/plain": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/login": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Sign in
         * @description With a second factor, `code` is asked for by the error `E_CODE_NEEDED`.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "email": "ada@acme.example",
                     *       "password": "correct horse battery"
                     *     }
                     */
                    readonly "application/json": {
                        readonly email: string;
                        readonly password: string;
                        readonly code?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "accessToken": "eyJhbGciOiJIUzI1NiIs…",
                         *       "tokenType": "Bearer",
                         *       "expiresAt": "2026-11-20T09:30:02.180Z",
                         *       "refreshToken": "cqr_3h8f6d1s9a4k…",
                         *       "user": {
                         *         "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *         "email": "ada@acme.example",
                         *         "name": "Ada King"
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @description For `Authorization: Bearer …`; good for some minutes. */
                            readonly accessToken: string;
                            /** @enum {string} */
                            readonly tokenType: "Bearer";
                            /** Format: date-time */
                            readonly expiresAt: string;
                            /** @description Good for one use at `/auth/refresh`; used twice, it ends the session. */
                            readonly refreshToken: string;
                            /**
                             * @example {
                             *       "id": "us_7c2v5b8n1m4k6j9h3g0f",
                             *       "email": "ada@acme.example",
                             *       "name": "Ada King"
                             *     }
                             */
                            readonly user: {
                                readonly id: string;
                                readonly email: string;
                                readonly name: string;
                            };
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/refresh": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Get the next access token, and the next refresh token */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "refreshToken": "cqr_3h8f6d1s9a4k…"
                     *     }
                     */
                    readonly "application/json": {
                        readonly refreshToken: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "accessToken": "eyJhbGciOiJIUzI1NiIs…",
                         *       "tokenType": "Bearer",
                         *       "expiresAt": "2026-11-20T09:30:02.180Z",
                         *       "refreshToken": "cqr_3h8f6d1s9a4k…",
                         *       "user": {
                         *         "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *         "email": "ada@acme.example",
                         *         "name": "Ada King"
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @description For `Authorization: Bearer …`; good for some minutes. */
                            readonly accessToken: string;
                            /** @enum {string} */
                            readonly tokenType: "Bearer";
                            /** Format: date-time */
                            readonly expiresAt: string;
                            /** @description Good for one use at `/auth/refresh`; used twice, it ends the session. */
                            readonly refreshToken: string;
                            /**
                             * @example {
                             *       "id": "us_7c2v5b8n1m4k6j9h3g0f",
                             *       "email": "ada@acme.example",
                             *       "name": "Ada King"
                             *     }
                             */
                            readonly user: {
                                readonly id: string;
                                readonly email: string;
                                readonly name: string;
                            };
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/password/forgot": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Ask for a letter that lets one choose a new password */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "email": "ada@acme.example"
                     *     }
                     */
                    readonly "application/json": {
                        readonly email: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 202: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "accepted"
                         *     }
                         */
                        readonly "application/json": {
                            /** @enum {string} */
                            readonly status: "accepted";
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/password/reset": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Choose a new password with the token of the letter; all sessions end */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "token": "the token of the letter",
                     *       "password": "correct horse battery"
                     *     }
                     */
                    readonly "application/json": {
                        readonly token: string;
                        readonly password: string;
                    };
                };
            };
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/invitations/accept": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Join a tenant by an invitation
         * @description Who has an account with the invited address gives its password; who has none chooses one.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "token": "the token of the invitation",
                     *       "name": "Ada King",
                     *       "password": "correct horse battery"
                     *     }
                     */
                    readonly "application/json": {
                        readonly token: string;
                        readonly name: string;
                        readonly password: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *       "email": "ada@acme.example",
                         *       "name": "Ada King"
                         *     }
                         */
                        readonly "application/json": {
                            readonly id: string;
                            readonly email: string;
                            readonly name: string;
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/verify-email": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Show by the token of the letter that an address is yours */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "token": "cqv_sG9cN1wJ0nqYt0bq0mV8zE5rU2kX7aLhP3dF6iTgQyA"
                     *     }
                     */
                    readonly "application/json": {
                        readonly token: string;
                    };
                };
            };
            readonly responses: {
                /** @description Done; there is nothing to say. */
                readonly 204: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/sso/{tenantCode}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Go to a tenant’s identity provider, in a browser */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: never;
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/sso/{tenantCode}/metadata": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * What a SAML identity provider has to know of us, as XML
         * @description The same for a tenant that is not: it tells nothing of anybody.
         */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example acme */
                    readonly tenantCode: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /** @example <md:EntityDescriptor … */
                        readonly "application/json": string;
                    };
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/auth/sso/exchange": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Get tokens for what came back from the identity provider
         * @description Only in the browser that began. `E_PASSWORD_NEEDED`: there is an account with the person’s address that is not the tenant’s alone; its password links it, this once.
         */
        readonly post: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path?: never;
                readonly cookie?: never;
            };
            readonly requestBody: {
                readonly content: {
                    /**
                     * @example {
                     *       "code": "cqo_sG9cN1wJ0nqYt0bq0mV8zE5rU2kX7aLhP3dF6iTgQyA"
                     *     }
                     */
                    readonly "application/json": {
                        /** @description Came to `/sign-in` behind `#code=`; good once, in the browser that began. */
                        readonly code: string;
                        /** @description Of an account that is to be linked, when `E_PASSWORD_NEEDED` asks for it. */
                        readonly password?: string;
                        /** @description Of that account, when `E_CODE_NEEDED` asks for it. */
                        readonly secondFactor?: string;
                    };
                };
            };
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "accessToken": "eyJhbGciOiJIUzI1NiIs…",
                         *       "tokenType": "Bearer",
                         *       "expiresAt": "2026-11-20T09:30:02.180Z",
                         *       "refreshToken": "cqr_3h8f6d1s9a4k…",
                         *       "user": {
                         *         "id": "us_7c2v5b8n1m4k6j9h3g0f",
                         *         "email": "ada@acme.example",
                         *         "name": "Ada King"
                         *       }
                         *     }
                         */
                        readonly "application/json": {
                            /** @description For `Authorization: Bearer …`; good for some minutes. */
                            readonly accessToken: string;
                            /** @enum {string} */
                            readonly tokenType: "Bearer";
                            /** Format: date-time */
                            readonly expiresAt: string;
                            /** @description Good for one use at `/auth/refresh`; used twice, it ends the session. */
                            readonly refreshToken: string;
                            /**
                             * @example {
                             *       "id": "us_7c2v5b8n1m4k6j9h3g0f",
                             *       "email": "ada@acme.example",
                             *       "name": "Ada King"
                             *     }
                             */
                            readonly user: {
                                readonly id: string;
                                readonly email: string;
                                readonly name: string;
                            };
                        };
                    };
                };
            };
        };
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/embed/{embedId}/config": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What a website may know of its chatbot */
        readonly get: {
            readonly parameters: {
                readonly query?: never;
                readonly header?: never;
                readonly path: {
                    /** @example cb_k7m2pq3v9t5w */
                    readonly embedId: string;
                };
                readonly cookie?: never;
            };
            readonly requestBody?: never;
            readonly responses: {
                /** @description Default Response */
                readonly 200: {
                    headers: {
                        readonly [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
