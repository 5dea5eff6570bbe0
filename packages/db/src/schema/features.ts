/** What can be paid for, what it costs, and who has it. */
import {
  boolean,
  enumOf,
  id,
  index,
  integer,
  json,
  primaryKey,
  table,
  text,
  timestamp,
  uniqueIndex,
  varchar,
} from '#dialect';
import { createdAt, must, oneOf, updatedAt } from './shared.ts';
import { users } from './users.ts';

export const featureCategories = [
  'identity',
  'content',
  'discovery',
  'analytics',
  'monetization',
  'admin',
  'support',
] as const;
export const featurePresetNames = ['free', 'basic', 'pro', 'enterprise'] as const;
export const discountTypes = ['volume', 'promo', 'free-incentive'] as const;

export type FeatureCategory = (typeof featureCategories)[number];
export type FeaturePresetName = (typeof featurePresetNames)[number];
export type DiscountType = (typeof discountTypes)[number];

/** What can be paid for. */
export const features = table(
  'features',
  {
    slug: varchar('slug', 60).primaryKey(),
    name: varchar('name', 120).notNull(),
    description: text('description'),
    category: enumOf('category', featureCategories).notNull(),
    milestone: varchar('milestone', 60),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  () => [oneOf('features_category', 'category', featureCategories)],
);

/** Both prices in cents a month. */
export const featurePricing = table(
  'feature_pricing',
  {
    featureSlug: varchar('feature_slug', 60)
      .primaryKey()
      .references(() => features.slug, { onDelete: 'cascade' }),
    basePriceCents: integer('base_price_cents').notNull(),
    costOfOperation: integer('cost_of_operation').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  () => [must('feature_pricing_not_negative', 'base_price_cents >= 0 and cost_of_operation >= 0')],
);

/** A plan that is ready to choose: a named set of feature slugs. */
export const featurePresets = table(
  'feature_presets',
  {
    name: enumOf('name', featurePresetNames).primaryKey(),
    features: json<string[]>('features').notNull(),
    description: text('description'),
    displayOrder: integer('display_order').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  () => [oneOf('feature_presets_name', 'name', featurePresetNames)],
);

/** A feature that a user has, and how much of it. */
export const userFeatures = table(
  'user_features',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.workosUserId, { onDelete: 'cascade' }),
    featureSlug: varchar('feature_slug', 60)
      .notNull()
      .references(() => features.slug, { onDelete: 'cascade' }),
    /** How much of it; null is unlimited. */
    limitValue: integer('limit_value'),
    grantedAt: timestamp('granted_at')
      .notNull()
      .$defaultFn(() => new Date()),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ name: 'user_features_pk', columns: [t.userId, t.featureSlug] }),
    index('user_features_feature_idx').on(t.featureSlug, t.userId),
  ],
);

/** What a user pays, and for which features. */
export const userSubscriptions = table(
  'user_subscriptions',
  {
    userId: id('user_id')
      .primaryKey()
      .references(() => users.workosUserId, { onDelete: 'cascade' }),
    stripeCustomerId: varchar('stripe_customer_id', 64),
    /** Null is the free plan. */
    stripeSubscriptionId: varchar('stripe_subscription_id', 64),
    activeFeatures: json<string[]>('active_features').notNull(),
    customPriceCents: integer('custom_price_cents'),
    discountPct: integer('discount_pct').notNull().default(0),
    discountType: enumOf('discount_type', discountTypes),
    billingCycleStart: timestamp('billing_cycle_start'),
    billingCycleEnd: timestamp('billing_cycle_end'),
    isActive: boolean('is_active').notNull().default(true),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('user_subscriptions_stripe_unique').on(t.stripeSubscriptionId),
    index('user_subscriptions_customer_idx').on(t.stripeCustomerId),
    oneOf('user_subscriptions_discount_type', 'discount_type', discountTypes),
    must('user_subscriptions_discount_pct', 'discount_pct between 0 and 50'),
  ],
);

export type Feature = typeof features.$inferSelect;
export type NewFeature = typeof features.$inferInsert;
export type FeaturePricing = typeof featurePricing.$inferSelect;
export type NewFeaturePricing = typeof featurePricing.$inferInsert;
export type FeaturePreset = typeof featurePresets.$inferSelect;
export type NewFeaturePreset = typeof featurePresets.$inferInsert;
export type UserFeature = typeof userFeatures.$inferSelect;
export type NewUserFeature = typeof userFeatures.$inferInsert;
export type UserSubscription = typeof userSubscriptions.$inferSelect;
export type NewUserSubscription = typeof userSubscriptions.$inferInsert;
