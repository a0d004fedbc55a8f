// What the schema is made of: the blocks this workspace can show, and the views and answers that hold them.
// AnyBlock of the package would let every object with a type pass.
import type {
  ActionsBlock, AlertBlock, ContextActionsBlock, ContextBlock, DividerBlock, FileBlock, HeaderBlock, HomeView, ImageBlock, InputBlock,
  MarkdownBlock, ModalView, OptionGroup, PlainTextOption, RichTextBlock, SectionBlock, TableBlock, VideoBlock,
} from '@slack/types';

export type KitBlock =
  | ActionsBlock | AlertBlock | ContextActionsBlock | ContextBlock | DividerBlock | FileBlock | HeaderBlock | ImageBlock | InputBlock
  | MarkdownBlock | RichTextBlock | SectionBlock | TableBlock | VideoBlock;

export interface Kit {
  blocks: KitBlock[];
  home: Omit<HomeView, 'blocks'> & { blocks: KitBlock[] };
  modal: Omit<ModalView, 'blocks'> & { blocks: KitBlock[] };
  suggestion: { options?: PlainTextOption[]; option_groups?: OptionGroup[] };
}
